package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.CodeBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What every sandbox does with well-meaning code. */
abstract class SandboxContract {

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path base;

  /** Variables that a shell or the sandbox itself sets, under names that others use too. */
  private static final Set<String> OWN =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "_",
          "TMPDIR",
          "HOSTNAME",
          "MPLBACKEND",
          "PYTHONUNBUFFERED",
          "PYTHONDONTWRITEBYTECODE",
          "OMP_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "PYTHONPATH",
          "PYENV_ROOT");

  private Scratch scratch;
  private Sandbox sandbox;

  SandboxContract() {}

  /** The sandbox under test. */
  abstract Sandbox open(Scratch scratch);

  /** What is left of runs besides temporary folders; nothing, if all is well. */
  abstract Stream<String> leftovers();

  @BeforeEach
  void openSandbox() {
    scratch = new Scratch(reachable(base), Jobs.OWNER);
    sandbox = open(scratch);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(leftovers()).as("leftovers of the runs").isEmpty();
    try (Stream<Path> folders = Files.list(base)) {
      assertThat(folders).as("temporary folders").isEmpty();
    }
  }

  /** Another user, the one that code runs as, must be able to pass through. */
  private static Path reachable(Path base) {
    try {
      return Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Path base() {
    return base;
  }

  /** Runs a job whose files nobody needs. */
  RunResult run(Job job) {
    try (RunResult result = sandbox.run(job)) {
      return result;
    }
  }

  @Test
  void pythonAndShellRunInOrderAndTheirOutputsAreJoined() {
    RunResult result =
        run(
            Jobs.of(
                Jobs.block("python", "print('one ☃')"),
                Jobs.block("sh", "echo two; pwd >/dev/null"),
                Jobs.block("bash", "[[ a == a ]] && echo three")));

    assertThat(result.output()).isEqualTo("one ☃\ntwo\nthree\n");
    assertThat(result.exitCode()).isZero();
    assertThat(result.notes()).isEmpty();
    assertThat(result.changed()).isEmpty();
    assertThat(result.sandbox()).startsWith(sandbox().name());
    assertThat(Feedback.of(result))
        .isEqualTo("exitcode: 0 (execution succeeded)\nCode output: one ☃\ntwo\nthree\n");
  }

  @Test
  void theFirstFailingBlockIsTheLast() {
    RunResult result =
        run(
            Jobs.of(
                Jobs.block("python", "print('before')"),
                Jobs.block("python", "import sys; print('why', file=sys.stderr); sys.exit(3)"),
                Jobs.block("sh", "echo never")));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output()).isEqualTo("before\nwhy\n");
    assertThat(Feedback.of(result)).startsWith("exitcode: 3 (execution failed)\nCode output: ");
  }

  @Test
  void anUnknownLanguageFailsInItsTurn() {
    RunResult result = run(Jobs.of(Jobs.block("sh", "echo hi"), Jobs.block("c'ob\"ol", "x")));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEqualTo("hi\nunknown language c'ob\"ol\n");
  }

  @Test
  void aNamedBlockIsSavedAndRunUnderItsName() {
    RunResult result =
        run(
            Jobs.of(
                new CodeBlock("python", "def f(): return 41", "lib/help me.py"),
                new CodeBlock(
                    "python",
                    "import sys; sys.path.append('lib'); h = __import__('help me'); print(h.f() + 1)",
                    "-main.py")));

    assertThat(result.output()).isEqualTo("42\n");
    assertThat(result.changed())
        .extracting(WorkspaceFile::name)
        .containsExactly("-main.py", "lib/help me.py");
  }

  @Test
  void anUnnamedBlockImportsFromTheWorkspaceAndLeavesNothing() {
    Workspace workspace = Workspace.of(Jobs.file("helper.py", "def f(): return 'helped'"));

    RunResult result = run(Jobs.in(Jobs.python("import helper", "print(helper.f())"), workspace));

    assertThat(result.output()).isEqualTo("helped\n");
    assertThat(result.workspace()).isEqualTo(workspace);
    assertThat(result.changed()).isEmpty();
  }

  @Test
  void aNameOutsideOfTheWorkspaceIsRefused() {
    for (String name : new String[] {"../x.py", "/tmp/x.py", "a/../../x.py", "a\nb.py", "."}) {
      RunResult result = run(Jobs.of(new CodeBlock("python", "print('ran')", name)));

      assertThat(result.output()).isEqualTo("Filename is not in the workspace\n");
      assertThat(result.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aPageIsSavedAndNotRun() {
    try (RunResult result =
        sandbox().run(Jobs.of(new CodeBlock("html", "<p>hi</p>", "index.html")))) {
      assertThat(result.output()).isEqualTo("Code saved to index.html\n");
      assertThat(result.exitCode()).isZero();
      assertThat(result.workspace().file("index.html").map(Jobs::text)).contains("<p>hi</p>");
    }
  }

  @Test
  void theWorkspaceSurvivesToAnotherSandbox() {
    // Longer than the plain form of archives can say.
    String folder = "données/" + "lang".repeat(30);
    String name = folder + "/über ☃.txt";
    Job first =
        Jobs.python(
            "import os",
            "os.makedirs('%1$s'); open('%1$s/über ☃.txt', 'w').write('grüße')".formatted(folder),
            "open('run.sh', 'w').write('echo started'); os.chmod('run.sh', 0o755)",
            "open('kept.txt', 'a').write(' and more')",
            "os.remove('gone.txt')");
    Workspace before =
        Workspace.of(
            Jobs.file("kept.txt", "some"),
            Jobs.file("gone.txt", ""),
            Jobs.file("same.txt", "as it was"));

    try (RunResult one = sandbox().run(Jobs.in(first, before))) {
      assertThat(one.output()).isEmpty();
      assertThat(one.changed())
          .extracting(WorkspaceFile::name)
          .containsExactly(name, "kept.txt", "run.sh");
      assertThat(one.workspace().files())
          .extracting(WorkspaceFile::name)
          .containsExactly(name, "kept.txt", "run.sh", "same.txt");

      Job second = Jobs.of(Jobs.block("sh", "cat données/*/*; cat kept.txt same.txt; ./run.sh"));
      try (RunResult two = open(scratch).run(Jobs.in(second, one.workspace()))) {
        assertThat(two.output()).isEqualTo("grüßesome and moreas it wasstarted\n");
        assertThat(two.changed()).isEmpty();
        assertThat(two.workspace()).isEqualTo(one.workspace());
      }
    }
  }

  @Test
  void aLongOutputIsCutInTheMiddleAndKeptWhole() throws IOException {
    Job job =
        Jobs.within(
            Jobs.python("print('first'); print('é' * 50_000); print('last')"),
            Jobs.LIMITS.output(1000));

    try (RunResult result = sandbox().run(job)) {
      assertThat(result.output()).startsWith("first\néé").endsWith("é\nlast\n");
      assertThat(result.output()).contains("bytes left out").doesNotContain("\uFFFD");
      assertThat(result.output().length()).isLessThan(1100);
      assertThat(result.whole()).isNotNull();
      ByteSource whole = Objects.requireNonNull(result.whole());
      assertThat(whole.read()).hasSize(6 + 100_001 + 5);
    }
  }

  @Test
  void anEndlessLoopEndsAtItsTimeWithWhatItPrinted() {
    Job job =
        Jobs.within(
            Jobs.python("print('started')", "open('half.txt', 'w').write('x')", "while True: pass"),
            Jobs.LIMITS.time(Duration.ofSeconds(2)));

    RunResult result = run(job);

    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(124);
    assertThat(result.output()).isEqualTo("started\n\nTimeout");
    assertThat(result.changed()).extracting(WorkspaceFile::name).containsExactly("half.txt");
    assertThat(result.millis()).isBetween(2_000L, 12_000L);
  }

  @Test
  void anEndlessOutputIsStopped() throws IOException {
    try (RunResult result = sandbox().run(Jobs.of(Jobs.block("sh", "yes")))) {
      assertThat(result.exitCode()).isNotZero();
      assertThat(result.timedOut()).isFalse();
      assertThat(result.notes())
          .containsExactly("The code was stopped: it printed more than 10 MB.");
      ByteSource whole = Objects.requireNonNull(result.whole());
      assertThat(whole.read()).hasSize(RunResult.MOST_OUTPUT);
    }
  }

  @Test
  void codeDoesNotWaitForInput() {
    assertThat(run(Jobs.python("print(input())")).output()).contains("EOFError");
  }

  @Test
  void theWorkersEnvironmentIsNotSeen() {
    List<String> workers =
        System.getenv().entrySet().stream()
            .filter(variable -> !OWN.contains(variable.getKey()))
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList();
    assertThat(workers).as("variables of this process that code could see").isNotEmpty();

    RunResult result =
        run(
            Jobs.python(
                "import os",
                "for item in os.environ.items(): print(*item, sep='=')",
                "print('end')"));

    assertThat(result.output().lines())
        .contains("MPLBACKEND=Agg", "end")
        .doesNotContainAnyElementsOf(workers);
  }

  @Test
  void anInterruptCancelsTheRun() throws Exception {
    var started = new CountDownLatch(1);
    var failure = new CompletableFuture<Throwable>();
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  started.countDown();
                  try (RunResult result = sandbox().run(Jobs.python("while True: pass"))) {
                    failure.complete(new AssertionError("ended with " + result));
                  } catch (SandboxException e) {
                    failure.complete(e);
                  }
                });
    started.await();
    awaitRunning();

    long start = System.nanoTime();
    worker.interrupt();

    assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(SandboxCancelled.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  /** Returns when the code of a run that was started is running. */
  abstract void awaitRunning();

  @Test
  void anInterruptedThreadStartsNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(Jobs.python("print(1)"))).isInstanceOf(SandboxCancelled.class);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aWorkspaceThatIsTooBigIsRefused() {
    Limits small = new Limits(Jobs.LIMITS.memory(), 1, 64, Duration.ofSeconds(5), 1000, 100, 1);
    Job job = Jobs.within(Jobs.python("print(1)"), small);

    assertThatThrownBy(
            () -> run(Jobs.in(job, Workspace.of(Jobs.file("a", "1"), Jobs.file("b", "2")))))
        .isInstanceOf(SandboxRefused.class)
        .hasMessageContaining("2 files");
  }
}
