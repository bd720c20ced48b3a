package dev.parley.activities.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static String text(String all, int limit) {
    return Output.text(all.getBytes(UTF_8), limit);
  }

  @Test
  void whatFitsIsWhole() {
    assertThat(text("naïve", 6)).isEqualTo("naïve");
    assertThat(text("", 6)).isEmpty();
  }

  @Test
  void aCutNeverSplitsACharacter() {
    String snow = "☃".repeat(20);
    for (int limit = 2; limit < 60; limit++) {
      assertThat(text(snow, limit)).doesNotContain("\uFFFD").contains(" of 60 bytes left out");
    }
  }

  @Test
  void headAndTailRemain() {
    assertThat(text("head----middle----tail", 8))
        .isEqualTo("head\n[... 14 of 22 bytes left out ...]\ntail");
  }

  @Test
  void theLimitIsTakenExactlyAndReportedOnce() {
    var full = new AtomicInteger();
    var output = new Output(5, full::incrementAndGet);

    output.add("abcde".getBytes(UTF_8), 5);
    assertThat(output.isFull()).isFalse();
    output.add("fgh".getBytes(UTF_8), 3);
    output.add("ijk".getBytes(UTF_8), 3);

    assertThat(output.bytes()).isEqualTo("abcde".getBytes(UTF_8));
    assertThat(output.isFull()).isTrue();
    assertThat(full).hasValue(1);
  }
}
