package dev.parley.client;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Transcript;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a conversation by reading the store. When it has been silent for a while, the Temporal
 * server is asked whether its workflow was ended there, so that nobody waits for what cannot come.
 */
final class Follower {

  private static final Duration SHORTEST = Duration.ofMillis(25);
  private static final Duration LONGEST = Duration.ofMillis(250);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final int PAGE = 200;

  private final Parley parley;
  private final Transcript transcript;
  private final String id;

  Follower(Parley parley, String id) {
    this.parley = parley;
    this.transcript = parley.transcript();
    this.id = id;
  }

  Standing follow(int fromSeq, Consumer<Entry> listener, Predicate<Standing> enough)
      throws InterruptedException {
    int next = fromSeq;
    Duration pause = SHORTEST;
    Instant news = Instant.now();
    while (true) {
      // The standing first: what it counts is then surely there to read.
      Standing standing = transcript.conversations().standing(id);
      List<Entry> page = transcript.entries().read(id, next, PAGE);
      page.forEach(listener);
      next += page.size();
      boolean all = next >= standing.entries();
      if (all && (standing.end() != null || enough.test(standing))) {
        return standing;
      }
      if (!page.isEmpty()) {
        pause = SHORTEST;
        news = Instant.now();
      } else if (Duration.between(news, Instant.now()).compareTo(SILENCE) > 0) {
        endIfClosed();
        news = Instant.now();
      }
      Thread.sleep(pause);
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(3).dividedBy(2) : LONGEST;
    }
  }

  private void endIfClosed() {
    Optional<WorkflowExecutionStatus> status;
    try {
      status = parley.temporal().status(id);
    } catch (ParleyException.ServerAway away) {
      // It may be back the next time; the store goes on to be read meanwhile.
      return;
    }
    Optional<String> reason = status.flatMap(Follower::reason);
    if (reason.isPresent() && transcript.conversations().standing(id).end() == null) {
      String detail =
          reason.get().equals("terminated")
              ? "ended in Temporal"
              : "its workflow failed; the Temporal UI shows why";
      transcript
          .conversations()
          .close(id, new End(reason.get(), detail, null, 0, null, Instant.now()));
    }
  }

  private static Optional<String> reason(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_TERMINATED,
          WORKFLOW_EXECUTION_STATUS_CANCELED,
          WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          Optional.of("terminated");
      case WORKFLOW_EXECUTION_STATUS_FAILED -> Optional.of("failed");
      default -> Optional.empty();
    };
  }
}
