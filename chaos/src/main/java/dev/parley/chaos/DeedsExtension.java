package dev.parley.chaos;

import dev.parley.worker.ParleyWorker;
import dev.parley.worker.WorkerExtension;
import java.net.URI;

/** Gives workers the {@link Deeds}, if they are told where these are counted. */
public final class DeedsExtension implements WorkerExtension {

  /** The variable with the counter's address. */
  static final String COUNTER = "CHAOS_COUNTER";

  /** Made by the worker. */
  public DeedsExtension() {}

  @Override
  public void extend(ParleyWorker worker) {
    String counter = System.getenv().getOrDefault(COUNTER, "");
    if (!counter.isEmpty()) {
      ParleyWorker unused = worker.tools(new Deeds(URI.create(counter)));
    }
  }
}
