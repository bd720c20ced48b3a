package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.CodeBlock;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void theHeaderNamesConversationTeamAndBlueprint() {
    assertThat(JsonLines.header(Samples.finished()))
        .isEqualTo(
            "{\"conversation\":\"coding-7f3a\",\"team\":\"coding\","
                + "\"blueprint\":\"sha256:0a1b2c\",\"format\":1}");
  }

  @Test
  void aTextOfAModelHasEverythingThatIsKnownOfTheCall() {
    Entry entry = Samples.called(Samples.text(3, "coder", "Done.\nTERMINATE"), "writer", "0.0031");
    assertThat(JsonLines.entry(entry))
        .isEqualTo(
            "{\"seq\":3,\"at\":\"2026-03-01T12:00:03Z\",\"author\":\"coder\",\"kind\":\"text\","
                + "\"text\":\"Done.\\nTERMINATE\",\"model\":\"openai:gpt-4o\","
                + "\"usage\":{\"input\":812,\"output\":96,\"cached\":0,\"reasoning\":0},"
                + "\"cost\":0.0031,\"attempts\":1,\"finish\":\"stop\",\"millis\":1421}");
  }

  @Test
  void theTaskHasNothingThatIsNotKnown() {
    assertThat(JsonLines.entry(Samples.text(0, "user", "")))
        .isEqualTo(
            "{\"seq\":0,\"at\":\"2026-03-01T12:00:00Z\",\"author\":\"user\",\"kind\":\"text\","
                + "\"text\":\"\"}");
  }

  @Test
  void aVerySmallCostIsAPlainNumber() {
    assertThat(JsonLines.entry(Samples.called(Samples.text(1, "a", ""), "m", "0.000000001")))
        .contains("\"cost\":0.000000001,");
  }

  @Test
  void eachKindHasItsOwnFields() {
    assertThat(kind(Kind.SUMMARY, new Entry.Summing(0, 7))).isEqualTo("\"from\":0,\"until\":7");
    assertThat(
            kind(Kind.CODE, new Entry.Code(List.of(new CodeBlock("python", "print(1)", "a.py")))))
        .isEqualTo("\"blocks\":[{\"language\":\"python\",\"text\":\"print(1)\"}]");
    assertThat(
            kind(
                Kind.CODE_RESULT,
                new Entry.CodeResult(
                    1, List.of(new Entry.FileRef("a.png", 12, "ab")), "w", "r", "docker", 5)))
        .isEqualTo("\"exitCode\":1,\"files\":[{\"name\":\"a.png\",\"size\":12,\"digest\":\"ab\"}]");
    assertThat(kind(Kind.CODE_RESULT, new Entry.CodeResult(null, List.of(), null, null, null, 5)))
        .isEqualTo("\"files\":[]");
    assertThat(kind(Kind.REQUEST, asking()))
        .isEqualTo(
            "\"request\":{\"id\":\"r1\",\"kind\":\"turn\",\"who\":[\"dana\"],"
                + "\"allow\":[\"respond\"]}");
  }

  @Test
  void anEventSaysWhichAndByWhom() {
    assertThat(JsonLines.entry(Samples.event(4, Event.PAUSED, "dana", "")))
        .endsWith("\"kind\":\"event\",\"text\":\"\",\"event\":\"paused\",\"by\":\"dana\"}");
    assertThat(JsonLines.entry(Samples.event(4, Event.FAILED, null, "no key")))
        .endsWith("\"text\":\"no key\",\"event\":\"failed\"}");
  }

  @Test
  void theLastLineSaysHowItEnded() {
    assertThat(JsonLines.ended(Samples.finished()))
        .isEqualTo(
            "{\"conversation\":\"coding-7f3a\",\"end\":{\"reason\":\"textMention\","
                + "\"detail\":\"TERMINATE\",\"by\":\"coder\",\"humanInputs\":0},\"entries\":6,"
                + "\"modelCalls\":3,\"toolCalls\":0,\"codeRuns\":2,\"usage\":{\"input\":2436,"
                + "\"output\":288,\"cached\":1024,\"reasoning\":0},"
                + "\"cost\":{\"amount\":0.0031,\"currency\":\"USD\"},\"restarts\":1}");
  }

  @Test
  void aConversationWithoutAnEndHasNoSuchLine() {
    assertThatThrownBy(() -> JsonLines.ended(Samples.standing(State.RUNNING, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coding-7f3a has no end, it is running; its last line is waiting or detached");
  }

  @Test
  void theOtherLastLinesAreWaitingAndDetached() {
    assertThat(JsonLines.waiting("coding-7f3a", List.of(asking())))
        .isEqualTo(
            "{\"conversation\":\"coding-7f3a\",\"waiting\":[{\"id\":\"r1\",\"kind\":\"turn\","
                + "\"who\":[\"dana\"],\"allow\":[\"respond\"]}]}");
    assertThat(JsonLines.detached("coding-7f3a"))
        .isEqualTo("{\"conversation\":\"coding-7f3a\",\"detached\":true}");
  }

  @Test
  void aHostileTextArrivesWholeOnOneHarmlessLine() {
    String hostile = "a\u001b[2J\r\n\u202eb\u2028\udb40\udc41\u007f\u009b";
    String line = JsonLines.entry(Samples.text(1, "coder", hostile));
    assertThat(line.codePoints().filter(Display::hidden).count()).isZero();
    assertThat(line).doesNotContain("\n");
    assertThat(Json.read(line, JsonNode.class).get("text").textValue()).isEqualTo(hostile);
  }

  @Test
  void requestsAreOpenUntilTheyAreAnsweredOrANewRoundBegins() {
    Entry first = request(1, "r1");
    Entry second = request(2, "r2");
    Entry answer = Samples.entry(3, "proxy", Kind.TEXT, Entry.Words.of("yes"), null, "dana", "r1");
    assertThat(Requests.open(List.of(first, second, answer)))
        .extracting(Entry.Asking::id)
        .containsExactly("r2");
    assertThat(Requests.open(List.of(first, Samples.text(0, "user", "again")))).isEmpty();
  }

  private static Entry request(int seq, String id) {
    return Samples.entry(
        seq,
        "proxy",
        Kind.REQUEST,
        new Entry.Words("", new Entry.Asking(id, "turn", List.of("dana"), List.of()), null),
        null,
        null,
        id);
  }

  private static Entry.Asking asking() {
    return new Entry.Asking("r1", "turn", List.of("dana"), List.of("respond"));
  }

  private static String kind(Kind kind, Entry.Detail detail) {
    String line =
        JsonLines.entry(Samples.entry(1, "coder", kind, new Entry.Words("t", detail, null)));
    return line.substring(line.indexOf("\"text\":\"t\",") + 11, line.length() - 1);
  }
}
