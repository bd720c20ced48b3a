package dev.parley.activities;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tool that does what a test says, and remembers how it was called. */
final class TestTool implements Tool {

  /** What it does. */
  @FunctionalInterface
  interface Deed {
    String done(String arguments) throws Exception;
  }

  private final String name;
  private final ToolEffect effect;
  private final Deed deed;
  private boolean joins;
  private final List<String> arguments = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  TestTool(String name, ToolEffect effect, Deed deed) {
    this.name = name;
    this.effect = effect;
    this.deed = deed;
  }

  static TestTool refund(ToolEffect effect, Deed deed) {
    return new TestTool("refund", effect, deed);
  }

  /** The same, for whom a call with a known key is the call that was made. */
  TestTool joining() {
    joins = true;
    return this;
  }

  @Override
  public boolean joins() {
    return joins;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "Refunds an order";
  }

  @Override
  public String parameters() {
    return "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";
  }

  @Override
  public ToolEffect effect() {
    return effect;
  }

  @Override
  public Optional<String> problem(String written) {
    return written.contains("wrong") ? Optional.of("$.id: wrong") : Optional.empty();
  }

  @Override
  public String call(String written, ToolContext context) throws Exception {
    arguments.add(written);
    keys.add(context.key());
    return deed.done(written);
  }

  /** The arguments of each call that was made. */
  List<String> calls() {
    return List.copyOf(arguments);
  }

  /** The keys of each call that was made. */
  List<String> keys() {
    return List.copyOf(keys);
  }
}
