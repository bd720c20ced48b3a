package dev.parley.activities.code;

/**
 * A place where code runs without harm to what is around it. One instance serves many runs, also at
 * the same time.
 */
public interface Sandbox {

  /** What it is, for people: {@code docker 28.2}, {@code bubblewrap 0.8.0}, {@code local}. */
  String name();

  /** The same with what holds in it: {@code docker 28.2 (no network, 512 MB, 60 s)}. */
  default String describe(Limits limits, boolean network) {
    return "%s (%s)".formatted(name(), limits.describe(network));
  }

  /**
   * Runs the blocks of a job one after the other, up to the first that fails, and takes the files
   * they leave. Whatever the code does, nothing of it goes on afterwards.
   *
   * <p>Interrupting the calling thread cancels the run: the code is dead and its container or
   * folder removed within 2 s.
   *
   * @return what came of it; to be closed when its files have been read
   * @throws SandboxCancelled if the thread was interrupted
   * @throws SandboxMissing if what the job needs (an image) is not there
   * @throws SandboxRefused if the job asks for what this sandbox or its worker does not give
   * @throws SandboxFailed if the sandbox itself broke; the same job may succeed later
   */
  RunResult run(Job job);
}
