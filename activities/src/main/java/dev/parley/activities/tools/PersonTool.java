package dev.parley.activities.tools;

import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import java.util.Optional;

/**
 * A person as a tool. Nothing is ever called: a request is opened, and its answer is the result.
 *
 * @param name what team files call it
 */
public record PersonTool(String name, ToolKind.Person asked) implements Tool {

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
    return said == null ? "Asks %s, who may answer much later.".formatted(asked.person()) : said;
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
    throw new IllegalStateException(name + " is a person: the answer to the request is the result");
  }
}
