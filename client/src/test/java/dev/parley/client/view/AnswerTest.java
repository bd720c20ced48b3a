package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

  private static final List<String> AGENTS = List.of("coder", "runner");

  @Test
  void theLastMessageOfAnAgentIsTheAnswer() {
    List<Entry> entries = new ArrayList<>(Samples.demo());
    entries.add(Samples.text(6, "dana", "thanks"));
    entries.add(Samples.event(7, Event.PAUSED, "dana", ""));
    assertThat(Answer.of(entries, AGENTS)).contains("North averages 412.50, south 388.20.");
  }

  @Test
  void aSummaryIsTheAnswerWhoeverWroteIt() {
    List<Entry> entries = new ArrayList<>(Samples.demo());
    entries.add(Samples.entry(6, "parley", Kind.SUMMARY, Entry.Words.of("All is well.")));
    assertThat(Answer.of(entries, AGENTS)).contains("All is well.");
  }

  @Test
  void aSummaryThatOneAgentReadsInPlaceOfOldMessagesIsNone() {
    List<Entry> entries = new ArrayList<>(Samples.demo());
    entries.add(Samples.condensed(6, "coder", "Much was said."));
    assertThat(Answer.of(entries, AGENTS)).contains("North averages 412.50, south 388.20.");
  }

  @Test
  void withoutAMessageOfAnAgentThereIsNone() {
    assertThat(Answer.of(Samples.demo().subList(0, 1), AGENTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Done. TERMINATE | Done.",
        "Done.TERMINATE. | Done.",
        "Done. **TERMINATE** | Done.",
        "He said \"hi\" TERMINATE | He said \"hi\"",
        "Done. `TERMINATE`! | Done.",
        "TERMINATE | ''",
        "Do not say TERMINATE yet | Do not say TERMINATE yet",
        "I will not UNTERMINATE | I will not UNTERMINATE",
        "terminate | terminate",
      })
  void onlyATrailingTerminateIsTakenOff(String said, String answer) {
    assertThat(Answer.of(Samples.text(1, "coder", said + "\n \n"))).isEqualTo(answer);
  }
}
