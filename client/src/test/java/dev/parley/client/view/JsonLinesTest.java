package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Choice;
import dev.parley.agents.CodeBlock;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Json;
import dev.parley.transcript.LiveText;
import dev.parley.transcript.RequestStore;
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
  void callsHaveTheirArgumentsAsObjectsDigitByDigit() {
    assertThat(JsonLines.entry(Samples.payment().get(1)))
        .endsWith(
            "\"kind\":\"toolCalls\",\"text\":\"Let me see.\",\"calls\":["
                + "{\"id\":\"c1\",\"tool\":\"lookup_order\",\"arguments\":{\"id\":17},"
                + "\"digest\":\"hd1\"},"
                + "{\"id\":\"c2\",\"tool\":\"refund\","
                + "\"arguments\":{\"id\":17,\"amount\":240.00},\"digest\":\"hd2\"}]}");
  }

  @Test
  void argumentsThatAreNoObjectAreATextAndHarmless() {
    for (String strange :
        List.of("no {json", "[1]", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":1}\u001b[2J")) {
      String line =
          JsonLines.entry(
              Samples.entry(
                  1,
                  "a",
                  Kind.TOOL_CALLS,
                  new Entry.Words(
                      "",
                      new Entry.Calling(List.of(new Entry.ToolCall("c", "t", strange, "d"))),
                      null)));
      JsonNode arguments = Json.read(line, JsonNode.class).path("calls").path(0).path("arguments");
      assertThat(arguments.isTextual()).as(line).isTrue();
      assertThat(arguments.asText()).isEqualTo(strange);
      assertThat(line.codePoints().filter(Display::hidden).count()).isZero();
    }
  }

  @Test
  void anEnormousNumberIsNotWrittenOut() {
    assertThat(ToolText.json("{\"a\":1E+999999}")).hasValue("{\"a\":1E+999999}");
  }

  @Test
  void resultsSayWhatEachCallCameTo() {
    assertThat(JsonLines.entry(Samples.payment().get(5)))
        .endsWith(
            "\"kind\":\"toolResults\",\"text\":\"\",\"results\":["
                + "{\"id\":\"c1\",\"tool\":\"lookup_order\",\"text\":\"240.00 EUR\","
                + "\"error\":false,\"millis\":12},"
                + "{\"id\":\"c2\",\"tool\":\"refund\",\"text\":\"no such order\","
                + "\"error\":true,\"millis\":1500}]}");
  }

  @Test
  void aRequestIsTheSameInItsEntryAndInTheLineThatWaits() {
    String request =
        "{\"id\":\"r1\",\"kind\":\"tool\",\"who\":[\"managers\"],\"tool\":\"refund\","
            + "\"arguments\":{\"id\":17,\"amount\":240.00},\"digest\":\"hd2\","
            + "\"deadline\":\"2026-03-01T20:00:02Z\",\"allow\":[\"approve\",\"edit\",\"reject\"]}";
    assertThat(JsonLines.entry(Samples.asked())).endsWith(",\"request\":" + request + "}");
    assertThat(
            JsonLines.waiting(
                "coding-7f3a", Requests.open(Samples.payments(), Samples.payment().subList(0, 3))))
        .isEqualTo("{\"conversation\":\"coding-7f3a\",\"waiting\":[" + request + "]}");
    assertThat(
            JsonLines.inbox(
                Samples.row(RequestStore.State.OPEN),
                Requests.open(Samples.payments(), Samples.payment().subList(0, 3)).getFirst()))
        .startsWith("{\"conversation\":\"coding-7f3a\",\"team\":\"payments\",\"id\":\"r1\",")
        .endsWith(
            ",\"agent\":\"cashier\",\"at\":\"2026-03-01T12:00:02Z\",\"priority\":\"high\","
                + "\"then\":\"cfo\"}");
  }

  @Test
  void aDecisionSaysWhoDecidedWhatOnWhichDigest() {
    assertThat(JsonLines.entry(Samples.payment().get(4)))
        .endsWith(
            "\"kind\":\"decision\",\"text\":\"edit\",\"request\":\"r1\",\"decision\":\"edit\","
                + "\"by\":\"omar\",\"proof\":\"token\",\"note\":\"half only\",\"digest\":\"hd3\"}");
    assertThat(JsonLines.entry(Samples.payment().get(3)))
        .endsWith("\"event\":\"escalated\",\"request\":\"r1\"}");
  }

  @Test
  void wordsThatAreBeingSaidHaveLinesThatHideNothing() {
    LiveText text = new LiveText("c0ffee", 3, "coder", 2, 10, "so\u001b[2J\u202e \"on\"");
    assertThat(JsonLines.delta(text, text.more()))
        .isEqualTo(
            "{\"delta\":{\"seq\":3,\"author\":\"coder\",\"attempt\":2,"
                + "\"text\":\"so\\u001B[2J\\u202e \\\"on\\\"\"}}");
    assertThat(JsonLines.restart(text)).isEqualTo("{\"restart\":{\"seq\":3,\"attempt\":2}}");
  }

  @Test
  void requestsAreOpenUntilTheyAreSettledAndAskWhoIsAskedNow() {
    List<Entry> payment = Samples.payment();
    assertThat(Requests.open(Samples.payments(), payment.subList(0, 4)))
        .singleElement()
        .satisfies(
            asking -> {
              assertThat(asking.who()).containsExactly("cfo");
              assertThat(asking.deadlineAt())
                  .isEqualTo(Samples.START.plusSeconds(36_000).toEpochMilli());
            });
    assertThat(Requests.open(Samples.payments(), payment.subList(0, 5))).isEmpty();
  }

  @Test
  void anEditThatDoesNotSettleChangesWhatIsAsked() {
    Entry first =
        Samples.move(
            3,
            "omar",
            Kind.DECISION,
            "edit",
            Samples.payment().get(4).words().detail(),
            "r1",
            new Move.Voted(
                Choice.EDIT,
                false,
                1,
                List.of(
                    new Move.Stage(List.of("managers"), 1), new Move.Stage(List.of("finance"), 1)),
                null,
                null));
    assertThat(
            Requests.open(
                Samples.payments(),
                List.of(
                    Samples.payment().get(0), Samples.payment().get(1), Samples.asked(), first)))
        .singleElement()
        .satisfies(
            asking -> {
              assertThat(asking.who()).containsExactly("finance");
              assertThat(asking.arguments()).isEqualTo("{\"id\":17,\"amount\":120.00}");
              assertThat(asking.digest()).isEqualTo("hd3");
            });
  }

  @Test
  void aQuestionOfEarlierVersionsIsOpenUntilItIsAnswered() {
    Entry task = Samples.text(0, "user", "go");
    Entry answer = Samples.entry(3, "coder", Kind.TEXT, Entry.Words.of("yes"), null, "dana", "r1");
    assertThat(
            Requests.open(
                Samples.coding(), List.of(task, request(1, "r1"), request(2, "r2"), answer)))
        .extracting(Entry.Asking::id)
        .containsExactly("r2");
  }

  private static Entry request(int seq, String id) {
    return Samples.entry(
        seq,
        "coder",
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
