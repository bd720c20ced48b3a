package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventLinesTest {

  private final List<String> events = new ArrayList<>();
  private final EventLines lines = new EventLines(events::add);

  private void take(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      lines.accept(Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesMayEndAsTheyLike(String end) {
    take(
        String.join(end, ": hello", "event: x", "data: {1}", "", "data:{2", "data: }", "", ""), 99);

    assertThat(events).containsExactly("{1}", "{2\n}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void bytesMayBeCutAnywhere(int size) {
    take("data: Ü 🙂\r\n\r\ndata: b\r\n\r\n", size);

    assertThat(events).containsExactly("Ü 🙂", "b");
  }

  @Test
  void theLastEventMayLackItsBlankLine() {
    take("data: a\n\ndata: b", 99);
    assertThat(events).containsExactly("a");

    lines.close();

    assertThat(events).containsExactly("a", "b");
  }
}
