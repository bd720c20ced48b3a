package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be had again waits for the store. */
@Timeout(30)
class InsistingTest {

  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void aStoreThatIsAwayIsTriedUntilItTakesIt() throws InterruptedException {
    String written =
        Insisting.write(
            "a reply",
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new Unavailable("away", new IllegalStateException());
              }
              return "written";
            });

    assertThat(written).isEqualTo("written");
    assertThat(tries).hasValue(3);
  }

  @Test
  void whatTheStoreRefusesIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                Insisting.write(
                    "a reply",
                    () -> {
                      tries.incrementAndGet();
                      throw new Refused(Reason.STALE_RUN, "another run writes");
                    }))
        .isInstanceOf(Refused.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void whoeverIsInterruptedWaitsNoLonger() {
    assertThatThrownBy(
            () ->
                Insisting.write(
                    "a reply",
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new Unavailable("away", new IllegalStateException());
                    }))
        .isInstanceOf(InterruptedException.class);
  }
}
