package dev.parley.worker;

/**
 * What a jar adds to a worker that is started by the command line ({@code --lib PATH}): a class
 * with a constructor without arguments, named in {@code
 * META-INF/services/dev.parley.worker.WorkerExtension} of the jar.
 */
@FunctionalInterface
public interface WorkerExtension {

  /** Registers functions and tools on the worker, before it starts. */
  void extend(ParleyWorker worker);
}
