package dev.parley.activities.tools;

import dev.parley.agents.ToolEffect;
import java.time.Duration;
import java.util.Optional;

/**
 * A tool of a source under the name that agents know it by.
 *
 * @param name SOURCE.TOOL
 */
record SourceTool(String name, Tool tool) implements Tool {

  @Override
  public String description() {
    return tool.description();
  }

  @Override
  public String parameters() {
    return tool.parameters();
  }

  @Override
  public ToolEffect effect() {
    return tool.effect();
  }

  @Override
  public Duration timeout() {
    return tool.timeout();
  }

  @Override
  public Optional<String> approval() {
    return tool.approval();
  }

  @Override
  public boolean joins() {
    return tool.joins();
  }

  @Override
  public String place() {
    return tool.place();
  }

  @Override
  public Optional<String> problem(String arguments) {
    return tool.problem(arguments);
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    return tool.call(arguments, context);
  }
}
