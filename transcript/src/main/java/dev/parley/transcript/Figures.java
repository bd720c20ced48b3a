package dev.parley.transcript;

import dev.parley.agents.Money;
import dev.parley.transcript.ConversationStore.State;
import java.time.Duration;
import java.util.Map;

/**
 * A store at a glance.
 *
 * @param open how many conversations are open, by state; states without any are left out
 * @param silence how long nothing has happened to the running one that is silent for longest
 * @param callsToday model calls since midnight UTC, those that run now among them
 * @param spentToday their cost, with what is reserved for those that run now
 * @param requests how many requests are open
 * @param oldestRequest how long the one has been open that is open for longest; zero: none is
 */
public record Figures(
    Map<State, Long> open,
    Duration silence,
    long callsToday,
    Money spentToday,
    long requests,
    Duration oldestRequest) {
  public Figures {
    open = Map.copyOf(open);
  }
}
