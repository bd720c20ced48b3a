package dev.parley.chaos;

import dev.parley.client.Parley;
import dev.parley.transcript.Transcripts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** All that chaos runs need: a lab, the model, a client, and what can be killed. */
final class Arena implements AutoCloseable {

  private final String store;
  private final Lab lab;
  private final CountingModel model;
  private final Parley client;
  private final Map<Target, Victim> victims;
  private final Runnable last;

  private Arena(
      String store, Lab lab, CountingModel model, Map<Target, Victim> victims, Runnable last) {
    this.store = store;
    this.lab = lab;
    this.model = model;
    this.client = lab.client();
    this.victims = victims;
    this.last = last;
  }

  /** On a SQLite file. */
  static Arena sqlite(Path temporal, Path folder) {
    return open("sqlite", temporal, folder, Lab.sqlite(folder), Map.of(), () -> {});
  }

  /** On a PostgreSQL of its own, which is killed and stopped like the others. */
  static Arena postgres(Path temporal, Path folder, Path programs) {
    Postgres database = Postgres.start(programs);
    try {
      return open(
          "postgres",
          temporal,
          folder,
          database.store(),
          Map.of(Target.STORE, database),
          database::close);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Arena open(
      String name,
      Path temporal,
      Path folder,
      Transcripts store,
      Map<Target, Victim> more,
      Runnable last) {
    Lab lab = Lab.open(temporal, folder, store, Map.of());
    Map<Target, Victim> victims = new EnumMap<>(Target.class);
    victims.put(Target.WORKER, lab.worker());
    victims.put(Target.SERVER, lab.server());
    victims.putAll(more);
    return new Arena(name, lab, new CountingModel(Coding.TWELVE), victims, last);
  }

  /** {@code sqlite} or {@code postgres}. */
  String store() {
    return store;
  }

  Lab lab() {
    return lab;
  }

  CountingModel model() {
    return model;
  }

  Parley client() {
    return client;
  }

  /** What can be killed here. */
  Set<Target> targets() {
    return victims.keySet();
  }

  Victim victim(Target target) {
    Victim victim = victims.get(target);
    if (victim == null) {
      throw new IllegalArgumentException("there is no " + target.wire() + " to be killed here");
    }
    return victim;
  }

  @Override
  public void close() {
    model.close();
    client.close();
    lab.close();
    last.run();
  }
}
