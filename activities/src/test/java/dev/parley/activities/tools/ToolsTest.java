package dev.parley.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.ToolEffect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {

  private record Named(String name, String place) implements Tool {
    @Override
    public String description() {
      return "";
    }

    @Override
    public String parameters() {
      return "{}";
    }

    @Override
    public ToolEffect effect() {
      return ToolEffect.READ;
    }

    @Override
    public String call(String arguments, ToolContext context) {
      return "";
    }
  }

  @Test
  void toolsAreFoundByName() {
    Tools tools = Tools.of(List.of(new Named("refund", "a"), new Named("look_up", "b")));

    assertThat(tools.names()).containsExactly("look_up", "refund");
    assertThat(tools.find("refund")).map(Tool::place).contains("a");
    assertThat(tools.find("refnd")).isEmpty();
  }

  @Test
  void twoOfOneNameAreRefusedWithBothPlaces() {
    List<Named> two = List.of(new Named("refund", "Payments.refund"), new Named("refund", "mcp:x"));

    assertThatThrownBy(() -> Tools.of(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tools: two are called \"refund\": Payments.refund and mcp:x; rename one, for a method"
                + " by @Tool(name = …)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reply",
        "summarize",
        "execute_code",
        "begin_reply",
        "begin_anything",
        "open",
        "append",
        "invoke",
        "close",
        "transfer_to_dana",
        "unknown"
      })
  void namesOfParleysOwnAreRefused(String name) {
    assertThatThrownBy(() -> Tools.of(List.of(new Named(name, "Mine.it"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tools: \"" + name + "\" (Mine.it) is the name of ")
        .hasMessageEndingWith("rename it, for a method by @Tool(name = …)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a.b", "1st", "größe"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> Tools.of(List.of(new Named(name, "Mine.it"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"%s\" (Mine.it) is no name".formatted(name));
  }
}
