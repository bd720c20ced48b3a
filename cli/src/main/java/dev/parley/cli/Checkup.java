package dev.parley.cli;

import dev.parley.cli.local.Finding;
import dev.parley.client.Parley;
import dev.parley.client.ParleyException;
import dev.parley.client.view.Cause;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the open conversations are: compared with Temporal where it runs, else as they were found
 * last.
 */
final class Checkup {

  private static final String PART = "conversations";

  /** More than anybody reads at once; {@code list --state} shows them all. */
  private static final int MOST = 20;

  private final Session session;

  Checkup(Session session) {
    this.session = session;
  }

  /** First how many are open, then one finding for each that does not go on by itself. */
  List<Finding> look() {
    if (!session.storeExists()) {
      return List.of();
    }
    try {
      Parley parley = session.reading();
      Optional<String> notCompared = compare(parley);
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.present(PART, summary(parley) + notCompared.orElse("")));
      for (State state : List.of(State.LOST, State.STUCK, State.PAUSED)) {
        findings.addAll(troubled(parley, state));
      }
      return List.copyOf(findings);
    } catch (TranscriptException.Unavailable | TranscriptException.Refused away) {
      return List.of(); // the finding about the store says it
    }
  }

  /** Why they were not compared, if they were not. */
  private Optional<String> compare(Parley parley) {
    if (session.temporalAddress().isEmpty()) {
      return Optional.of("; not compared with Temporal, which does not run now");
    }
    try {
      var unused = parley.reconcile(Duration.ZERO);
      return Optional.empty();
    } catch (ParleyException.ServerAway away) {
      return Optional.of("; not compared with Temporal, which does not answer");
    }
  }

  private static String summary(Parley parley) {
    List<Standing> open =
        Stream.of(State.RUNNING, State.WAITING, State.PAUSED, State.STUCK, State.LOST)
            .flatMap(state -> of(parley, state).stream())
            .toList();
    long waiting = open.stream().filter(one -> one.state() == State.WAITING).count();
    return "%d open, %d waiting for a person".formatted(open.size(), waiting);
  }

  private static List<Standing> of(Parley parley, State state) {
    return parley.transcript().conversations().list(new Filter(state, null, Integer.MAX_VALUE));
  }

  private static List<Finding> troubled(Parley parley, State state) {
    List<Standing> all = of(parley, state);
    List<Finding> findings = new ArrayList<>();
    for (Standing one : all.subList(0, Math.min(MOST, all.size()))) {
      Cause cause = Cause.of(one).orElse(new Cause("no cause is known", ""));
      findings.add(
          Finding.misconfigured(
              one.id(), "%s: %s".formatted(state.wire(), cause.what()), remedy(one, cause)));
    }
    if (all.size() > MOST) {
      findings.add(
          Finding.misconfigured(
              state.wire(),
              "%d more".formatted(all.size() - MOST),
              "./parley list --state " + state.wire()));
    }
    return findings;
  }

  private static String remedy(Standing one, Cause cause) {
    return cause.remedy().isEmpty() ? "./parley show " + one.id() : cause.remedy();
  }
}
