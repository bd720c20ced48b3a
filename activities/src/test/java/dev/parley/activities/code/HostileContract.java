package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sandbox that protects does with hostile code. */
abstract class HostileContract extends SandboxContract {

  private static final String SECRET = "the host's secret 4711";

  HostileContract() {}

  /** Runs hostile code, and then sees whether the sandbox still works. */
  RunResult attack(Job job) {
    RunResult result = run(job);
    RunResult next = run(Jobs.python("print('fine')"));
    assertThat(next.output()).isEqualTo("fine\n");
    assertThat(next.exitCode()).isZero();
    return result;
  }

  @Test
  void aForkBombIsContained() {
    Job job =
        Jobs.within(
            Jobs.python(
                "import os",
                "failed = 0",
                "while True:",
                "  try: os.fork()",
                "  except OSError:",
                "    failed += 1",
                "    if failed == 1: print('refused', flush=True)"),
            Jobs.LIMITS.time(Duration.ofSeconds(2)));

    RunResult result = attack(job);

    assertThat(result.timedOut()).isTrue();
    assertThat(result.output()).contains("refused").endsWith("\nTimeout");
    assertThat(result.millis()).isLessThan(15_000);
  }

  @Test
  void aMemoryHogIsStopped() {
    RunResult result =
        attack(Jobs.python("all = []", "while True: all.append(bytearray(10_000_000))"));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.timedOut()).isFalse();
    assertThat(Feedback.of(result)).containsAnyOf("MemoryError", "192 MB of memory");
  }

  @Test
  void aFamilyOfMemoryHogsIsStopped() {
    RunResult result =
        attack(
            Jobs.python(
                "import os, sys, time",
                "for i in range(6):",
                "  if os.fork() == 0:",
                "    mine = bytearray(60_000_000)",
                "    for i in range(0, len(mine), 4096): mine[i] = i % 250 + 1",
                "    time.sleep(2)",
                "    os._exit(0)",
                "sys.exit(any(os.wait()[1] for i in range(6)))"));

    assertThat(Feedback.of(result)).contains("used more than 192 MB of memory");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.timedOut()).isFalse();
  }

  @Test
  void nothingCanBeWrittenOutsideOfTheWorkspace() {
    RunResult result =
        attack(
            Jobs.python(
                "import os",
                "for place in '/', '/usr', '/etc', '/code', '/var', '/root', '/proc/sys/kernel':",
                "  try:",
                "    open(os.path.join(place, 'written'), 'w')",
                "    print('WRITTEN', place)",
                "  except OSError as e: pass",
                "open('/tmp/fine', 'w'); open('fine', 'w')"));

    assertThat(result.output()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.changed()).extracting(WorkspaceFile::name).containsExactly("fine");
  }

  @Test
  void theHostsFilesCannotBeRead(@TempDir Path host) throws IOException {
    Path planted = Files.writeString(host.resolve("planted.txt"), SECRET);

    RunResult result =
        attack(
            Jobs.python(
                "for name in '/etc/shadow', '/etc/gshadow', '/proc/1/root%1$s', '%1$s':"
                    .formatted(planted),
                "  try: print('READ', name, open(name).read())",
                "  except OSError: pass"));

    assertThat(result.output()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void noProcessesEnvironmentTellsOfTheWorker() {
    RunResult result =
        run(Jobs.of(Jobs.block("sh", "cat /proc/[0-9]*/environ | tr '\\0' '\\n'; echo end")));

    assertThat(result.output()).contains("PYTHONPATH=/workspace").endsWith("end\n");
    for (String name : List.of("JAVA_HOME", "MAVEN", "SUREFIRE", "LOGNAME")) {
      assertThat(result.output()).doesNotContain(name);
    }
  }

  @Test
  void thereIsNoNetwork() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RunResult result =
          attack(
              Jobs.python(
                  "import socket",
                  "for host, port in ('127.0.0.1', %d), ('192.0.2.1', 80), ('example.com', 80):"
                      .formatted(server.getLocalPort()),
                  "  try: socket.create_connection((host, port), 2); print('CONNECTED')",
                  "  except OSError: print('refused')"));

      assertThat(result.output()).isEqualTo("refused\nrefused\nrefused\n");
    }
  }

  @Test
  void linksAreNotFollowedWhenFilesAreTaken(@TempDir Path host) throws IOException {
    Path planted = Files.writeString(host.resolve("planted.txt"), SECRET);

    try (RunResult result =
        sandbox()
            .run(
                Jobs.python(
                    "import os",
                    "os.symlink('/etc/shadow', 'shadow'); os.symlink('%s', 'planted')"
                        .formatted(planted),
                    "os.symlink('/', 'root'); os.symlink('..', 'up'); os.mkfifo('fifo')",
                    "open('real.txt', 'w').write('real'); os.link('real.txt', 'twin.txt')",
                    "os.mkdir('sub'); os.symlink('/etc', 'sub/etc')"))) {
      assertThat(result.exitCode()).isZero();
      assertThat(result.workspace().files())
          .extracting(WorkspaceFile::name)
          .containsExactly("real.txt", "twin.txt");
      assertThat(result.workspace().files()).extracting(Jobs::text).containsOnly("real");
      assertThat(result.notes()).hasSize(2).anyMatch(note -> note.contains("\"shadow\""));
    }
  }

  @Test
  void filesWithUnsafeNamesAreNotKeptAndNamed() {
    RunResult result =
        run(
            Jobs.python(
                "open('new\\nline', 'w'); open('back\\\\slash', 'w'); open(b'inv\\xffalid', 'w')",
                "open('bell\\x07', 'w'); open('fine', 'w')"));

    assertThat(result.changed()).extracting(WorkspaceFile::name).containsExactly("fine");
    assertThat(result.notes()).hasSize(1);
    assertThat(result.notes().getFirst()).contains("new?line", "back?slash", "unsafe name");
  }

  @Test
  void tooManyFilesAreNotKept() {
    Workspace before = Workspace.of(Jobs.file("old.txt", "old"));

    RunResult result =
        attack(Jobs.in(Jobs.python("for i in range(3000): open(f'f{i}', 'w')"), before));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.workspace()).isEqualTo(before);
    assertThat(result.changed()).isEmpty();
    assertThat(Feedback.of(result))
        .contains("the workspace is as it was before: it holds more than 2000 files");
  }

  @Test
  void tooManyBytesAreNotKept() {
    RunResult result =
        attack(
            Jobs.python(
                "for i in range(10):",
                "  with open(f'big{i}', 'wb') as f: f.write(b'x' * 10_000_000)"));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.timedOut()).isFalse();
    assertThat(Feedback.of(result)).containsAnyOf("No space left on device", "more than 64 MB");
  }

  @Test
  void filesThatClaimToBeHugeTakeNoTime() {
    RunResult result =
        attack(
            Jobs.python(
                "import os",
                "for i in range(1900):",
                "  with open(f's{i}', 'w') as f: os.truncate(f.fileno(), 60_000_000)"));

    assertThat(Feedback.of(result)).contains("more than 64 MB");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.millis()).isLessThan(15_000);
  }

  @Test
  void nothingOfARunGoesOn() {
    String mark = UUID.randomUUID().toString();
    // A process of its own session that has let go of its output and outlives its parent.
    String daemon =
        "setsid python3 -c 'import time; time.sleep(600)' %s >/dev/null 2>&1 &".formatted(mark);

    RunResult result = attack(Jobs.of(Jobs.block("sh", daemon + " sleep 0.2; echo left")));

    assertThat(result.output()).isEqualTo("left\n");
    assertThat(result.millis()).isLessThan(10_000);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(commandLines()).noneMatch(line -> line.contains(mark)));
  }

  private static Stream<String> commandLines() {
    return ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse(""));
  }

  @Test
  void identityAndPrivilegesAreThoseOfNobody() {
    RunResult result =
        run(
            Jobs.python(
                "import os",
                "status = dict(l.split(':', 1) for l in open('/proc/self/status'))",
                "import ctypes; print(ctypes.CDLL(None).unshare(0x10000000))",
                "print(os.getuid() != 0, status['NoNewPrivs'].strip(), status['CapEff'].strip())"));

    assertThat(result.output()).isEqualTo("-1\nTrue 1 0000000000000000\n");
  }

  @Test
  void multiprocessingWorks() {
    RunResult result =
        run(
            Jobs.python(
                "from multiprocessing import Pool",
                "def square(x): return x * x",
                "if __name__ == '__main__':",
                "  with Pool(2) as pool: print(pool.map(square, [1, 2, 3]))"));

    assertThat(result.output()).isEqualTo("[1, 4, 9]\n");
  }
}
