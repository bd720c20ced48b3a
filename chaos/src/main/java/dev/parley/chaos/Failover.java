package dev.parley.chaos;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Human;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.State;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Conversations with long histories that wait for a person on one worker, which is killed; each
 * gets a word, and one cold worker, which has none of them in memory, has to go on with all.
 *
 * @param lab where it runs
 * @param progress where it says how far it is
 */
record Failover(Lab lab, PrintStream progress) {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** Rounds of model and person before a person is asked: close below the limit of events. */
  private static final int ROUNDS = 135;

  private static final String ASKS = "What now?";

  /**
   * What came of it.
   *
   * @param conversations how many there were
   * @param events median of the events in their histories when the worker was killed
   * @param first milliseconds from the start of the cold worker to the first reply
   * @param all milliseconds from the start of the cold worker until all had gone on
   */
  record Report(int conversations, int events, long first, long all) {
    String markdown() {
      return """
          | waiting conversations | events each | cold worker: first reply, s | all replies, s |
          |---|---|---|---|
          | %d | %d | %s | %s |

          """
          .formatted(conversations, events, Figures.seconds(first), Figures.seconds(all));
    }
  }

  /** Runs it with so many conversations. */
  Report run(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "failover-" + i).toList();
    try (ModelEndpoint endpoint = ModelEndpoint.start(Failover::answer)) {
      Blueprint team = team(endpoint);
      ids.forEach(id -> lab.start(id, team, "Talk, then ask."));
      await("they wait", ids, State.WAITING);
      int events = events(ids);
      progress.printf(Locale.ROOT, "%d wait, with %d events each%n", count, events);
      lab.worker().kill();
      List<Integer> heads = ids.stream().map(this::head).toList();
      ids.forEach(id -> lab.say(id, "word", "Go on."));
      Instant start = Instant.now();
      lab.worker().launch();
      Waiting.until("all have gone on", PATIENCE, () -> wentOn(ids, heads));
      List<Long> replies =
          IntStream.range(0, count)
              .mapToObj(i -> lab.entries(ids.get(i)).get(heads.get(i) + 2).at())
              .map(at -> Duration.between(start, at).toMillis())
              .sorted()
              .toList();
      return new Report(count, events, replies.getFirst(), replies.getLast());
    }
  }

  private static EndpointAnswer answer(EndpointRequest request) {
    return EndpointAnswer.text(Coding.own(request) < ROUNDS ? "I go on." : ASKS);
  }

  private static Blueprint team(ModelEndpoint endpoint) {
    return Team.twoAgents("failover")
        .model("main", Coding.model(endpoint))
        .agent(Agent.userProxy("person", Human.TERMINATE).termination(Condition.textMention(ASKS)))
        .agent(Agent.assistant("helper"))
        .blueprint();
  }

  private void await(String what, List<String> ids, State state) {
    Waiting.until(
        what, PATIENCE, () -> ids.stream().allMatch(id -> lab.standing(id).state() == state));
  }

  private int events(List<String> ids) {
    List<Integer> all =
        ids.stream()
            .map(id -> RunHistory.read(lab.stubs(), id, "").events().size())
            .sorted()
            .toList();
    return all.get(all.size() / 2);
  }

  private int head(String id) {
    return lab.transcript().entries().head(id).seq();
  }

  /** The word, and the reply to it. */
  private boolean wentOn(List<String> ids, List<Integer> heads) {
    return IntStream.range(0, ids.size()).allMatch(i -> head(ids.get(i)) >= heads.get(i) + 2);
  }
}
