package dev.parley.chaos;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Human;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.State;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Very many conversations that wait for a person on one machine.
 *
 * @param lab where they wait
 * @param progress where it says how far it is
 */
record Crowd(Lab lab, PrintStream progress) {

  private static final Duration PATIENCE = Duration.ofMinutes(60);

  /** How many are started before the ones before them wait. */
  private static final int WAVE = 200;

  /** How many go on after the worker was killed. */
  private static final int AFTER = 50;

  private static final long MEGABYTE = 1_000_000;

  /**
   * What came of it.
   *
   * @param workerBytes resident memory of the worker, likewise of the server
   * @param starting milliseconds until all waited
   * @param list milliseconds to list them all
   * @param signal milliseconds from a word to one of them until the reply to it
   * @param failover milliseconds from the start of a cold worker until one has replied to a word
   * @param failoverMany the same for fifty
   */
  record Report(
      int conversations,
      long workerBytes,
      long serverBytes,
      long starting,
      long list,
      long signal,
      long failover,
      long failoverMany) {

    String markdown() {
      return """
          | waiting | worker, MB | server, MB | started in, s | list all, s | a word and its reply, s | cold worker: first of 50 replies, s | all 50, s |
          |---|---|---|---|---|---|---|---|
          | %d | %d | %d | %s | %s | %s | %s | %s |

          """
          .formatted(
              conversations,
              workerBytes / MEGABYTE,
              serverBytes / MEGABYTE,
              Figures.seconds(starting),
              precise(list),
              precise(signal),
              Figures.seconds(failover),
              Figures.seconds(failoverMany));
    }

    private static String precise(long millis) {
      return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
  }

  /** Runs it with so many conversations. */
  Report run(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "waiting-" + i).toList();
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(request -> EndpointAnswer.text("Who is there?"))) {
      long starting = start(ids, team(endpoint));
      long workerBytes = lab.worker().memory();
      long serverBytes = lab.server().memory();
      long list = list(count);
      long signal = millis(() -> speak(List.of(ids.get(count / 2)), 1));
      lab.worker().kill();
      List<String> some = spread(ids);
      long begun = System.nanoTime();
      lab.worker().launch();
      some.forEach(id -> lab.say(id, "again", "It is me."));
      Waiting.until("one has gone on", PATIENCE, () -> replied(some) > 0);
      long first = since(begun);
      Waiting.until("fifty have gone on", PATIENCE, () -> replied(some) == some.size());
      return new Report(
          count, workerBytes, serverBytes, starting, list, signal, first, since(begun));
    }
  }

  private static Blueprint team(ModelEndpoint endpoint) {
    return Team.twoAgents("waiting")
        .model("main", Coding.model(endpoint))
        .agent(Agent.userProxy("person", Human.ALWAYS))
        .agent(Agent.assistant("helper"))
        .blueprint();
  }

  private long start(List<String> ids, Blueprint team) {
    long begun = System.nanoTime();
    for (int from = 0; from < ids.size(); from += WAVE) {
      List<String> wave = ids.subList(from, Math.min(ids.size(), from + WAVE));
      wave.forEach(id -> lab.start(id, team, "Wait."));
      Waiting.until(
          "they wait",
          PATIENCE,
          () -> wave.stream().allMatch(id -> lab.standing(id).state() == State.WAITING));
      progress.printf(Locale.ROOT, "%d wait%n", from + wave.size());
    }
    return since(begun);
  }

  private long list(int count) {
    return millis(
        () -> {
          Filter all = new Filter(State.WAITING, null, count);
          int found = lab.transcript().conversations().list(all).size();
          if (found != count) {
            throw new IllegalStateException("%d of %d are listed".formatted(found, count));
          }
        });
  }

  private void speak(List<String> ids, int word) {
    List<Integer> heads = ids.stream().map(this::head).toList();
    ids.forEach(id -> lab.say(id, "word-" + word, "It is me."));
    Waiting.until(
        "they have replied",
        PATIENCE,
        () -> IntStream.range(0, ids.size()).allMatch(i -> head(ids.get(i)) >= heads.get(i) + 2));
  }

  /** Some that have not spoken yet. */
  private static List<String> spread(List<String> ids) {
    int step = Math.max(1, ids.size() / AFTER);
    return IntStream.iterate(0, i -> i < ids.size(), i -> i + step)
        .filter(i -> i != ids.size() / 2)
        .mapToObj(ids::get)
        .limit(AFTER)
        .toList();
  }

  /** Task, reply and request were there before: the word and the reply come then. */
  private long replied(List<String> ids) {
    return ids.stream().filter(id -> head(id) >= 4).count();
  }

  private int head(String id) {
    return lab.transcript().entries().head(id).seq();
  }

  private static long millis(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return since(begun);
  }

  private static long since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
