package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Java records as the form of answers. */
class RecordSchemaTest {

  private enum Mood {
    GOOD,
    BAD
  }

  private record Part(String name, BigDecimal price) {}

  private record Answer(
      String text,
      long count,
      boolean sure,
      Mood mood,
      List<Part> parts,
      Map<String, Integer> votes,
      @Nullable String note,
      Optional<Double> share) {}

  private record Loop(List<Loop> more) {}

  private record Strange(Instant at) {}

  @Test
  void eachComponentHasItsTypeAndMustBeThereUnlessItMayBeMissing() {
    assertThat(RecordSchema.of(Answer.class))
        .isEqualTo(
            "{'type':'object','properties':{'text':{'type':'string'},'count':{'type':'integer'},"
                .concat("'sure':{'type':'boolean'},'mood':{'type':'string','enum':['GOOD','BAD']},")
                .concat("'parts':{'type':'array','items':{'type':'object','properties':{")
                .concat("'name':{'type':'string'},'price':{'type':'number'}},")
                .concat("'required':['name','price'],'additionalProperties':false}},")
                .concat("'votes':{'type':'object','additionalProperties':{'type':'integer'}},")
                .concat("'note':{'type':'string'},'share':{'type':'number'}},")
                .concat("'required':['text','count','sure','mood','parts','votes'],")
                .concat("'additionalProperties':false}")
                .replace('\'', '"'));
  }

  @Test
  void whatHasNoJsonOfItsOwnIsToldWithItsPlace() {
    assertThatThrownBy(() -> RecordSchema.of(Strange.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "output: Strange.at is a java.time.Instant, which has no JSON of its own; write the"
                + " schema as text");
    assertThatThrownBy(() -> RecordSchema.of(Loop.class)).hasMessageContaining("holds itself");
  }

  @Test
  void anAgentWithoutAFormIsWrittenAsBefore() {
    assertThat(Agent.assistant("a").way(Reply.CallModel.class).orElseThrow().output()).isNull();
    assertThat(
            Agent.assistant("a")
                .output(Part.class)
                .way(Reply.CallModel.class)
                .orElseThrow()
                .output())
        .startsWith("{\"type\":\"object\"");
  }
}
