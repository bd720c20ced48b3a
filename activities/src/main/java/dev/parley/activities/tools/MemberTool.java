package dev.parley.activities.tools;

import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import java.util.Optional;

/**
 * An agent or a team as a tool. Nothing is ever called: it works in a conversation of its own, and
 * what that comes to is the result.
 *
 * @param name what team files call it
 */
public record MemberTool(String name, ToolKind.Member asked) implements Tool {

  private static final String PARAMETERS =
      """
      {"type":"object","properties":{"task":{"type":"string"}},"required":["task"],\
      "additionalProperties":false}\
      """;

  private static final ArgumentSchema SCHEMA =
      new ArgumentSchema(CallArguments.parse(PARAMETERS).orElseThrow());

  @Override
  public String description() {
    String said = asked.description();
    return said == null
        ? "Gives a task to %s and returns the answer.".formatted(asked.member())
        : said;
  }

  @Override
  public String parameters() {
    return PARAMETERS;
  }

  @Override
  public ToolEffect effect() {
    return ToolEffect.READ;
  }

  @Override
  public Optional<String> problem(String arguments) {
    return SCHEMA.problem(arguments);
  }

  @Override
  public String call(String arguments, ToolContext context) {
    throw new IllegalStateException(name + " is no function: a conversation is held instead");
  }
}
