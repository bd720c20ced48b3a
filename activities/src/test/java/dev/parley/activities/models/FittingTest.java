package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FittingTest {

  private static ModelCall asking(Turn... turns) {
    return ModelCall.of(
        ModelSpec.parse("openai:x"), "Be brief.", List.of(turns), "a", Duration.ofSeconds(1));
  }

  @Test
  void aCallWithoutAdaptersStaysAsItIs() {
    ModelCall call = asking(Turn.user("critic", "Hi."));

    assertThat(Fitting.adapted(call)).isEqualTo(call);
  }

  @Test
  void namesGoIntoTheText() {
    ModelCall call =
        asking(Turn.user("user", "Hi."), Turn.assistant("Yes?"), Turn.user("critic", "No."))
            .sparing(Set.of(Adapter.NAMES_IN_TEXT));

    assertThat(Fitting.adapted(call).turns())
        .containsExactly(
            Turn.user("user", "Hi."), Turn.assistant("Yes?"), Turn.user(null, "critic said:\nNo."));
  }

  @Test
  void systemTextBecomesTheFirstMessageOfAUser() {
    Set<Adapter> adapters = Set.of(Adapter.SYSTEM_AS_USER);
    ModelCall spoken = Fitting.adapted(asking(Turn.user(null, "Hi.")).sparing(adapters));
    ModelCall begun = Fitting.adapted(asking(Turn.assistant("I began.")).sparing(adapters));

    assertThat(spoken.system()).isNull();
    assertThat(spoken.turns()).containsExactly(Turn.user(null, "Be brief.\n\nHi."));
    assertThat(begun.turns())
        .containsExactly(Turn.user(null, "Be brief."), Turn.assistant("I began."));
  }

  @Test
  void aDialogueHasNoEmptyMessageAndAUserAtBothEnds() {
    assertThat(Fitting.dialogue(asking(Turn.assistant(" "))).turns())
        .containsExactly(
            Turn.user(null, "Begin."), Turn.assistant("(nothing)"), Turn.user(null, "Go on."));
    assertThat(Fitting.dialogue(asking()).turns()).containsExactly(Turn.user(null, "Begin."));
  }

  @Test
  void callsOfOtherProvidersGetIdsThatAreAcceptedAndTheirOwn() {
    var first = new Turn.ToolUse("", List.of(used("functions.refund:0"), used("call_1")));
    var second = new Turn.ToolUse("", List.of(used("call_1")));

    ModelCall fitted = Fitting.dialogue(asking(Turn.user("user", "Hi."), first, second));

    assertThat(fitted.turns().stream().skip(1))
        .containsExactly(
            new Turn.ToolUse("", List.of(used("functions_refund_0"), used("call_1"))),
            new Turn.ToolUse("", List.of(used("call_1_2"))));
  }

  private static Turn.Used used(String id) {
    return new Turn.Used(new ModelReply.Call(id, "refund", "{}"), "done");
  }
}
