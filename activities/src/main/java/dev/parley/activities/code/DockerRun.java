package dev.parley.activities.code;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in its two containers, see {@link Containers}. */
final class DockerRun {

  private static final Logger log = LoggerFactory.getLogger(DockerRun.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int KILLED = 137;

  private final Engine engine;
  private final Containers containers;
  private final Job job;
  private final Cancellation cancellation;
  private final String keeper;
  private final String runner;

  DockerRun(Engine engine, Job job, Cancellation cancellation) {
    this.engine = engine;
    this.containers = new Containers(engine.client());
    this.job = job;
    this.cancellation = cancellation;
    // Names are known before the containers are made, so nothing that was made is ever unknown.
    String id = UUID.randomUUID().toString();
    this.keeper = "parley-keeper-" + id;
    this.runner = "parley-runner-" + id;
  }

  /** What the code did: how it ended, what it printed, what it left. */
  record Done(Outcome outcome, Output output, Capture.Captured files) {}

  /** Runs the code; both containers are gone afterwards. */
  Done run(String image, String network, String owner, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> labels = Labels.of(job, owner);
    var output = new Output(this::stop);
    containers.removeEarlier(job);
    try {
      cancellation.check();
      containers.startKeeper(keeper, job, image, labels);
      putIn(folder);
      cancellation.check();
      containers.createRunner(runner, keeper, job, image, network, labels);
      Outcome outcome = execute(output);
      cancellation.check();
      return new Done(outcome, output, capture(folder));
    } finally {
      attempt("removed", containers::remove, runner);
      attempt("removed", containers::remove, keeper);
    }
  }

  /**
   * Kills the code on another thread: this one reads what it prints, and an engine does not say
   * that a container is dead before somebody has read that.
   */
  private void stop() {
    Thread.ofPlatform()
        .daemon()
        .name("sandbox-kill")
        .start(() -> attempt("killed", containers::kill, runner));
  }

  private static void attempt(String what, Consumer<String> action, String container) {
    try {
      action.accept(container);
    } catch (RuntimeException e) {
      log.warn("the container {} could not be {}: {}", container, what, e.toString());
    }
  }

  private void putIn(Path folder) throws IOException {
    Script script = Script.of(job.blocks(), Containers.CODE, Containers.WORKSPACE);
    putIn(script.files(), 0, Containers.CODE, folder.resolve("code.tar"));
    if (!job.workspace().files().isEmpty()) {
      putIn(
          job.workspace().files(),
          Unprivileged.SANDBOX_USER,
          Containers.WORKSPACE,
          folder.resolve("workspace.tar"));
    }
  }

  private void putIn(List<WorkspaceFile> files, int user, String to, Path spool)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(spool)) {
      TarWriter.write(files, user, out);
    }
    try (InputStream in = Files.newInputStream(spool)) {
      engine
          .client()
          .copyArchiveToContainerCmd(keeper)
          .withRemotePath(to)
          .withTarInputStream(in)
          .exec();
    }
    Files.delete(spool);
  }

  private Outcome execute(Output output) throws IOException, InterruptedException {
    DockerClient client = engine.client();
    try (var printed = new Printed(output)) {
      client
          .attachContainerCmd(runner)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(printed)
          .awaitStarted();
      cancellation.onCancel(() -> attempt("killed", containers::kill, runner));
      client.startContainerCmd(runner).exec();
      if (cancellation.isCancelled()) {
        containers.kill(runner);
      }
      OptionalInt exitCode = await(job.limits().time());
      if (exitCode.isEmpty()) {
        containers.kill(runner);
      }
      int code = exitCode.isPresent() ? exitCode.getAsInt() : await(PATIENCE).orElse(KILLED);
      var unused = printed.awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return outcome(code, exitCode.isEmpty());
    }
  }

  /** The exit code, if the code ends in time. */
  private OptionalInt await(Duration time) throws IOException, InterruptedException {
    try (var ended = new WaitContainerResultCallback()) {
      boolean inTime =
          engine
              .client()
              .waitContainerCmd(runner)
              .exec(ended)
              .awaitCompletion(time.toMillis(), TimeUnit.MILLISECONDS);
      return inTime ? OptionalInt.of(ended.awaitStatusCode()) : OptionalInt.empty();
    }
  }

  private Outcome outcome(int exitCode, boolean timedOut) {
    List<String> notes = new ArrayList<>();
    var state = engine.client().inspectContainerCmd(runner).exec().getState();
    if (Boolean.TRUE.equals(state.getOOMKilled())) {
      notes.add(
          "A process was killed: the code used more than %s of memory."
              .formatted(Limits.size(job.limits().memory())));
    }
    return new Outcome(exitCode, timedOut, notes);
  }

  private Capture.Captured capture(Path folder) throws IOException {
    containers.remove(runner);
    var capture = new Capture(job.workspace(), job.limits(), folder);
    // Strangers' files may be as long as they like: what is too much is not read.
    try (DockerClient connection = engine.connect()) {
      capture.take(
          connection.copyArchiveFromContainerCmd(keeper, Containers.WORKSPACE + "/.").exec());
    }
    return capture.done();
  }

  /** Takes what the code prints, as it prints it. */
  private static final class Printed extends ResultCallback.Adapter<Frame> {
    private final Output output;

    Printed(Output output) {
      this.output = output;
    }

    @Override
    public void onNext(Frame frame) {
      output.add(frame.getPayload(), frame.getPayload().length);
    }
  }
}
