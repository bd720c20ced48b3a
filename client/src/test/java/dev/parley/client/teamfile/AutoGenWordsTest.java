package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoGenWordsTest {

  @Test
  void theGuideHoldsTheWholeTable() throws IOException {
    Path guide =
        Path.of(System.getProperty("parley.root", ".."), "docs", "guides", "autogen-words.md");

    assertThat(Files.readString(guide))
        .as("docs/guides/autogen-words.md must hold the rows of AutoGenWords.table()")
        .contains(AutoGenWords.table());
  }

  @Test
  void theWordsOfTheContractAreTranslated() {
    Map.of(
            "system_message", "system",
            "llm_config", "model",
            "human_input_mode", "human",
            "code_execution_config", "executor",
            "is_termination_msg", "termination",
            "GroupChat", "SelectorGroupChat",
            "speaker_selection_method", "selector.method",
            "register_nested_chats", "nested",
            "initiate_chats", "SequentialChats")
        .forEach((theirs, ours) -> assertThat(AutoGenWords.translate(theirs)).hasValue(ours));
  }

  @Test
  void everyTranslationIsAWordOfTheFormat() {
    String schema = TeamSchema.json();

    assertThat(AutoGenWords.table().lines())
        .allSatisfy(
            row -> {
              String word = row.replaceFirst("^.*\\| `(?:[a-z]+\\.)?([A-Za-z]+)` \\|$", "$1");
              assertThat(schema).contains("\"" + word + "\"");
            });
  }
}
