package dev.parley.agents;

import java.util.List;

/** The agents and teams that many tests need. */
final class Cast {

  static final String MODEL = "openai:gpt-4o";
  static final String PYTHON = "```python\nprint(1)\n```";
  static final Condition TERMINATE = new Condition.Exact("TERMINATE", List.of(), false);

  private Cast() {}

  static Agent model(String name) {
    return Agent.assistant(name).model(MODEL);
  }

  /** A person's proxy that answers with its fixed text when it does not ask. */
  static Agent proxy(Human mode) {
    return Agent.userProxy("boss", mode);
  }

  /** An agent whose model writes code that it runs itself. */
  static Agent selfRunner(String name) {
    return Agent.codeExecutor(name).model(MODEL);
  }

  static Agent custom(String name) {
    return new Agent(
        name,
        Agent.Type.ConversableAgent,
        "",
        List.of(new Reply.Custom("f"), new Reply.Fixed("fixed")),
        null,
        null);
  }

  /** Models in a round. */
  static Team round(String... names) {
    Team team = Team.roundRobin("round");
    for (String name : names) {
      team = team.agent(model(name));
    }
    return team;
  }

  /** An initiator and a model called {@code helper}. */
  static Team pair(Agent initiator) {
    return Team.twoAgents("pair").agent(initiator).agent(model("helper"));
  }
}
