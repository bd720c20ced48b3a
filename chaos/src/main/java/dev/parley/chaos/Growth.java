package dev.parley.chaos;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Long conversations: two agents that answer each other with long texts.
 *
 * @param turns model calls
 * @param bytes length of each reply
 * @param context what the models are sent
 */
record Growth(int turns, int bytes, Context context) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How many turns are looked at for the time of one. */
  private static final int WINDOW = 40;

  /**
   * What came of a conversation.
   *
   * @param runs runs of the workflow, one continuing the other as new
   * @param historyBytes of all runs
   * @param largest events of the longest run
   * @param early median milliseconds of a turn around turn 10, its own warm-up over
   * @param late median milliseconds of the last turns
   */
  record Report(
      int turns, int runs, long historyBytes, int largest, long millis, double early, double late) {

    double bytesPerTurn() {
      return (double) historyBytes / turns;
    }
  }

  /** Runs one on this lab. */
  Report run(Lab lab, String id) {
    String words = words();
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(request -> EndpointAnswer.text(request.number() + ": " + words))) {
      long start = System.nanoTime();
      lab.start(id, team(endpoint), "Talk for a long time.");
      lab.awaitEnd(id, PATIENCE);
      return report(lab, id, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Blueprint team(ModelEndpoint endpoint) {
    return Team.roundRobin("growth")
        .model("main", Coding.model(endpoint))
        .agent(Agent.assistant("one").context(context))
        .agent(Agent.assistant("other").context(context))
        .maxTurns(turns)
        .budget(Budget.NONE.repeats(0))
        .blueprint();
  }

  private String words() {
    return "All work and no play makes a long conversation. "
        .repeat(bytes / 48 + 1)
        .substring(0, bytes);
  }

  private Report report(Lab lab, String id, Duration whole) {
    List<RunHistory> runs = lab.histories(id);
    List<Entry> entries = lab.entries(id);
    return new Report(
        entries.size() - 1,
        runs.size(),
        runs.stream().mapToLong(RunHistory::bytes).sum(),
        runs.stream().mapToInt(run -> run.events().size()).max().orElse(0),
        whole.toMillis(),
        median(entries, 10),
        median(entries, entries.size() - 1 - WINDOW));
  }

  private static double median(List<Entry> entries, int from) {
    double[] micros =
        IntStream.range(from, from + WINDOW)
            .mapToDouble(
                i -> Duration.between(entries.get(i).at(), entries.get(i + 1).at()).toNanos() / 1e6)
            .sorted()
            .toArray();
    return micros[micros.length / 2];
  }
}
