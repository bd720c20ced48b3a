package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.ModelEndpoint;
import java.time.Duration;

/** Conversations of six calls and five code runs, and the endpoint that counts what is paid. */
final class Squares implements AutoCloseable {

  private static final int CALLS = 6;

  /** The task, and what is said; the last reply has no code to run. */
  static final int ENTRIES = 2 * CALLS;

  private final ModelEndpoint endpoint;

  /** With replies that take so long. */
  Squares(Duration delay) {
    this.endpoint = new Coding(CALLS, delay).endpoint();
  }

  void start(Lab lab, String id) {
    lab.start(id, Coding.team(Coding.model(endpoint)), "Add up the squares.");
  }

  /** Waits until it has ended as an undisturbed one does. */
  void awaitWhole(Lab lab, String id) {
    lab.awaitEnd(id, LabFixture.PATIENCE);
    assertThat(lab.standing(id).end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
    assertThat(lab.entries(id)).hasSize(ENTRIES);
    assertThat(lab.transcript().entries().verify(id)).isEmpty();
  }

  /** How often a reply was asked for. */
  int paid() {
    return endpoint.count();
  }

  /** Nothing was paid for twice. */
  void assertPaidOnce() {
    assertThat(paid()).isEqualTo(CALLS);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
