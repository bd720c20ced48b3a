package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people read moments. */
class TimesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");

  @Test
  void aMomentHasItsZone() {
    assertThat(Times.at(NOW, ZoneId.of("Europe/Berlin")))
        .isEqualTo("Tue 24 Nov 2026 18:00 CET (UTC+01:00)");
    assertThat(Times.at(NOW, ZoneOffset.UTC)).isEqualTo("Tue 24 Nov 2026 17:00 UTC");
    assertThat(Times.at(NOW, ZoneId.of("Asia/Kolkata"))).endsWith("22:30 IST (UTC+05:30)");
  }

  @ParameterizedTest
  @CsvSource({
    "20, in less than a minute",
    "100, in 2 min",
    "17990, in 5 h",
    "-18000, 5 h ago",
    "259000, in 3 days",
  })
  void distancesAreRounded(long seconds, String expected) {
    assertThat(Times.from(NOW, NOW.plusSeconds(seconds))).isEqualTo(expected);
  }
}
