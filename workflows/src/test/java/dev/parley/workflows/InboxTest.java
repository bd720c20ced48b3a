package dev.parley.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

  private static final String RUN = "run-1";

  private final Inbox inbox = new Inbox(Payloads.converter(), RUN);

  private static RawValue json(String text) {
    return bytes("json/plain", ByteString.copyFromUtf8(text));
  }

  private static RawValue bytes(String encoding, ByteString data) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
            .setData(data)
            .build());
  }

  private Signal taken(String name, RawValue body) {
    inbox.take(name, body);
    return inbox.poll().orElseThrow();
  }

  @Test
  void aSignalOfAClientIsTaken() {
    assertThat(taken("say", json("{\"id\":\"m1\",\"mail\":\"m1\",\"by\":\"dana\"}")))
        .isEqualTo(new Signal.Say("m1", "dana", null, "m1", null));
    assertThat(taken("pause", json("{\"id\":\"s1\",\"by\":\"dana\"}")))
        .isEqualTo(new Signal.Pause("s1", "dana"));
    assertThat(taken("stop", json("{\"id\":\"s2\",\"afterTurn\":true}")))
        .isEqualTo(new Signal.Stop("s2", null, true));
  }

  @Test
  void typedWordsAreTaken() {
    assertThat(taken("say", json("{\"text\":\"no wait\",\"to\":\"coder\",\"more\":[1]}")))
        .isEqualTo(new Signal.Say("run-1-1", null, "coder", null, "no wait"));
  }

  @Test
  void aSignalWithoutABodyIsTakenWhereItNeedsNone() {
    inbox.take("pause", null);
    assertThat(taken("resume", bytes("binary/null", ByteString.EMPTY)))
        .isEqualTo(new Signal.Pause("run-1-1", null));
    assertThat(inbox.poll()).contains(new Signal.Resume("run-1-2", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\"",
        "[1,2]",
        "17",
        "{\"id\":",
        "nul",
        "{\"id\":[]}",
        "{\"afterTurn\":\"often\"}",
        ""
      })
  void whatIsNoObjectWithTheseFieldsIsRefusedWithoutAWordOfIt(String body) {
    Signal signal = taken("say", json(body));

    assertThat(signal).isInstanceOf(Signal.Refused.class);
    assertThat(((Signal.Refused) signal).reason())
        .isIn("say: not a JSON object", "say: has neither text nor mail");
  }

  @Test
  void bytesInAnUnknownEncodingAreRefused() {
    assertThat(taken("pause", bytes("binary/encrypted", ByteString.fromHex("00ff10fe"))))
        .isEqualTo(new Signal.Refused("run-1-1", null, "pause: not a JSON object"));
    assertThat(
            taken(
                "pause",
                new RawValue(Payload.newBuilder().setData(ByteString.fromHex("c3")).build())))
        .isInstanceOf(Signal.Refused.class);
  }

  @Test
  void invalidUtf8IsRefusedOrTakenButNeverFails() {
    ByteString broken =
        ByteString.copyFromUtf8("{\"text\":\"")
            .concat(ByteString.fromHex("c328ff"))
            .concat(ByteString.copyFromUtf8("\"}"));

    assertThat(taken("say", bytes("json/plain", broken))).isInstanceOf(Signal.Refused.class);
  }

  @Test
  void wordsOfMoreThan64KiBAreRefused() {
    String most = "x".repeat(ConversationInput.MAX_INLINE);

    assertThat(taken("say", json("{\"text\":\"" + most + "\"}"))).isInstanceOf(Signal.Say.class);
    assertThat(taken("say", json("{\"text\":\"" + most + "x\"}")))
        .isInstanceOf(Signal.Refused.class);
    // The limit is one of bytes.
    assertThat(taken("say", json("{\"text\":\"" + "ä".repeat(40_000) + "\"}")))
        .isInstanceOf(Signal.Refused.class);
  }

  @Test
  void longIdsAndNamesAreRefused() {
    String most = "x".repeat(100);

    assertThat(taken("pause", json("{\"id\":\"" + most + "\",\"by\":\"" + most + "\"}")))
        .isEqualTo(new Signal.Pause(most, most));
    assertThat(taken("pause", json("{\"id\":\"" + most + "x\"}")))
        .isInstanceOf(Signal.Refused.class);
    assertThat(taken("pause", json("{\"by\":\"" + most + "x\"}")))
        .isInstanceOf(Signal.Refused.class);
  }

  @Test
  void unknownSignalsAreRefused() {
    assertThat(taken("unknown", json("{}")))
        .isEqualTo(new Signal.Refused("run-1-1", null, "unknown signal"));
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "{\"text\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

    assertThat(taken("say", json(deep))).isInstanceOf(Signal.Refused.class);
  }

  @Test
  void urgentSignalsOvertakeTheOthersAndTheRestKeepsItsOrder() {
    inbox.take("say", json("{\"text\":\"one\"}"));
    inbox.take("stop", json("{\"afterTurn\":true}"));
    assertThat(inbox.hasUrgent()).isFalse();
    inbox.take("interrupt", json("{}"));
    inbox.take("say", json("{\"text\":\"two\"}"));

    assertThat(inbox.hasUrgent()).isTrue();
    assertThat(inbox.pollUrgent()).contains(new Signal.Interrupt("run-1-3", null));
    assertThat(inbox.pollUrgent()).isEmpty();
    List<String> rest = new ArrayList<>();
    for (Optional<Signal> next = inbox.poll(); next.isPresent(); next = inbox.poll()) {
      rest.add(next.get().id());
    }
    assertThat(rest).containsExactly("run-1-1", "run-1-2", "run-1-4");
    assertThat(inbox.received()).isEqualTo(4);
  }

  @Test
  void anIdThatWasTakenInterruptsNothingAgainInThisRunOrTheNext() {
    inbox.take("interrupt", json("{\"id\":\"i1\"}"));
    assertThat(inbox.pollUrgent()).contains(new Signal.Interrupt("i1", null));
    inbox.take("interrupt", json("{\"id\":\"i1\"}"));
    inbox.take("stop", json("{\"id\":\"i1\"}"));
    assertThat(inbox.hasUrgent()).isFalse();
    assertThat(inbox.poll()).contains(new Signal.Interrupt("i1", null));

    Inbox next = new Inbox(Payloads.converter(), "run-2");
    next.recall(inbox.remembered());
    next.take("interrupt", json("{\"id\":\"i1\"}"));
    assertThat(next.hasUrgent()).isFalse();
    next.take("interrupt", json("{\"id\":\"i2\"}"));
    assertThat(next.hasUrgent()).isTrue();
    assertThat(next.remembered()).containsExactly("i1", "i2");
  }

  @Test
  void onlyTheLastUrgentIdsAreHandedOn() {
    for (int i = 1; i <= 60; i++) {
      inbox.take("interrupt", json("{\"id\":\"i" + i + "\"}"));
    }
    assertThat(inbox.remembered()).hasSize(50).startsWith("i11").endsWith("i60");
  }

  @Test
  void wordsInTheStoreHaveOneIdWhateverTheirSignalSays() {
    assertThat(taken("say", json("{\"id\":\"other\",\"mail\":\"m1\"}")))
        .isEqualTo(new Signal.Say("m1", null, null, "m1", null));
    assertThat(taken("say", json("{\"id\":\"a\",\"mail\":\"task\"}")))
        .isEqualTo(new Signal.Refused("a", null, "say: the task is no words of a person"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "by", "to", "mail"})
  void idsAndNamesWithoutAFormAreRefused(String field) {
    for (String value : List.of("a\\u0000", "\\ud800", "a\\u001b[2J", "\\u202e", "a\\n")) {
      String body = "{\"" + field + "\":\"" + value + "\",\"text\":\"hello\"}";
      assertThat(taken("say", json(body))).isInstanceOf(Signal.Refused.class);
    }
    String most = "x".repeat(101);
    assertThat(taken("say", json("{\"" + field + "\":\"" + most + "\",\"text\":\"hello\"}")))
        .isInstanceOf(Signal.Refused.class);
  }

  @Test
  void mailAndCancelNeedNoSignal() {
    inbox.mail("m1");
    inbox.stop("run-1-cancel");

    assertThat(inbox.poll()).contains(new Signal.Say("m1", null, null, "m1", null));
    assertThat(inbox.poll()).contains(new Signal.Stop("run-1-cancel", null, false));
    assertThat(inbox.received()).isZero();
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void aBodyMayBeWrittenByThisConverter() {
    Payload body = Payloads.converter().toPayload(Map.of("id", "s1", "by", "dana")).orElseThrow();

    assertThat(taken("interrupt", new RawValue(body)))
        .isEqualTo(new Signal.Interrupt("s1", "dana"));
  }
}
