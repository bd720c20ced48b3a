package dev.parley.activities.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the sandboxes without an engine share: processes of this machine and a temporary folder. */
abstract sealed class ProcessSandbox implements Sandbox permits BubblewrapSandbox, LocalSandbox {

  private final Scratch scratch;

  ProcessSandbox(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Requires that this sandbox can do the job.
   *
   * @throws SandboxRefused if it cannot
   */
  abstract void require(Job job);

  /** Makes the folders fit for the user that the code runs as. */
  abstract void prepare(Places places);

  /** The workspace as the code sees it. */
  abstract String workspace(Places places);

  /** The folder of the script as the code sees it. */
  abstract String code(Places places);

  /** How a command is started so that it stays within the sandbox. */
  abstract ProcessBuilder confine(List<String> command, Places places, Limits limits);

  @Override
  public final RunResult run(Job job) {
    require(job);
    job.workspace().requireWithin(job.limits());
    return Supervised.run(job, cancellation -> run(job, cancellation));
  }

  private RunResult run(Job job, Cancellation cancellation) {
    Scratch.Folder folder = scratch.open();
    boolean handedOver = false;
    try {
      RunResult result = run(job, folder, cancellation);
      handedOver = true;
      return result;
    } catch (IOException | UncheckedIOException e) {
      throw new SandboxFailed("%s failed: %s".formatted(name(), e.getMessage()), e);
    } finally {
      Leftovers.end(folder.path());
      if (!handedOver) {
        folder.close();
      }
    }
  }

  private RunResult run(Job job, Scratch.Folder folder, Cancellation cancellation)
      throws IOException {
    long start = System.nanoTime();
    Places places = Places.in(folder);
    prepare(places);
    places.write(Script.of(job.blocks(), code(places), workspace(places)));
    restore(job, places);
    var output = new Output(() -> {});
    var run = new ProcessRun(job.limits(), output, cancellation);
    Outcome outcome =
        run.run(
            confine(List.of("sh", code(places) + "/" + Script.RUN), places, job.limits()),
            new Watch(places, job.limits()));
    cancellation.check();
    Leftovers.end(folder.path());
    Capture.Captured files = capture(job, places);
    long millis = (System.nanoTime() - start) / 1_000_000;
    String sandbox = describe(job.limits(), job.network());
    return outcome.result(job, output, files, sandbox, millis, folder::close);
  }

  private void restore(Job job, Places places) throws IOException {
    if (job.workspace().files().isEmpty()) {
      return;
    }
    List<String> tar = List.of("tar", "-x", "-p", "-o", "-f", "-", "-C", workspace(places));
    try (var process = new Filter(confine(tar, places, job.limits()))) {
      TarWriter.write(job.workspace().files(), 0, process.input());
      process.finish();
    }
  }

  /** The sandbox's own tar reads the files: it sees no more of the machine than the code did. */
  private Capture.Captured capture(Job job, Places places) throws IOException {
    var capture = new Capture(job.workspace(), job.limits(), places.kept());
    List<String> tar = List.of("tar", "-c", "-f", "-", "-C", workspace(places), ".");
    try (var process = new Filter(confine(tar, places, job.limits()))) {
      process.input().close();
      capture.take(process.output());
      if (capture.takesMore() && process.waitFor() != 0) {
        capture.skip("at least one file", "it cannot be read");
      }
    }
    return capture.done();
  }
}
