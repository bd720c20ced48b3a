package dev.parley.chaos;

import dev.parley.client.Parley;
import dev.parley.transcript.Transcripts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** All that chaos runs need: a lab, the model, a client, and what can be killed. */
final class Arena implements AutoCloseable {

  private static final String TURNS = "PARLEY_CONTINUE_AFTER_TURNS";

  private final String store;
  private final Lab lab;
  private final CountingModel model;
  private final Counter counter;
  private final Parley client;
  private final Map<Target, Victim> victims;
  private final Runnable last;

  private Arena(
      String store, Lab lab, Counter counter, Map<Target, Victim> victims, Runnable last) {
    this.store = store;
    this.lab = lab;
    this.model = new CountingModel(Coding.TWELVE);
    this.counter = counter;
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
      Map<Target, Victim> others,
      Runnable last) {
    Counter counter = new Counter();
    Map<String, String> more = Map.of(DeedsExtension.COUNTER, counter.address().toString());
    Lab lab = Lab.open(temporal, folder, store, more);
    Map<Target, Victim> victims = new EnumMap<>(Target.class);
    victims.put(Target.WORKER, lab.worker());
    victims.put(Target.SERVER, lab.server());
    victims.putAll(others);
    return new Arena(name, lab, counter, victims, last);
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

  /** What the tools of its workers change. */
  Counter counter() {
    return counter;
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

  /** A worker whose runs continue as new after so many turns; 0: only by their size. */
  void hire(int continueAfter) {
    Map<String, String> wanted =
        continueAfter == 0 ? Map.of() : Map.of(TURNS, Integer.toString(continueAfter));
    if (!lab.worker().further().equals(wanted)) {
      lab.rehire(wanted);
    }
  }

  // --- What is done to its parts

  /** Kills parts and, after their outage, waits until they are there again. */
  void kill(Blow.Kill blow) {
    blow.targets().forEach(one -> victim(one).kill());
    Waiting.pause(blow.outage());
    blow.targets().forEach(one -> victim(one).launch());
    blow.targets().forEach(one -> victim(one).awaitUp());
  }

  /** Lets parts stand still for a while. */
  void freeze(Blow.Freeze blow) {
    try {
      blow.targets().forEach(one -> victim(one).freeze());
      Waiting.pause(blow.millis());
    } finally {
      blow.targets().forEach(one -> victim(one).thaw());
    }
  }

  @Override
  public void close() {
    model.close();
    client.close();
    lab.close();
    counter.close();
    last.run();
  }
}
