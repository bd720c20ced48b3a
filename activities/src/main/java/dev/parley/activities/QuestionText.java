package dev.parley.activities;

import java.util.List;

/** What a request says, for people. */
final class QuestionText {

  private QuestionText() {}

  /**
   * The text.
   *
   * @param agent whose reply, tool or code it is about; empty: nobody's
   */
  static String of(String agent, Questioning.Matter matter, String starter) {
    return text(agent, matter) + deadEnd(matter, starter);
  }

  /** Who reads the request need not find out by trying. */
  private static String deadEnd(Questioning.Matter matter, String starter) {
    boolean nobody =
        matter.policy().fourEyes()
            && !matter.kind().isAnswered()
            && matter.stages().stream().anyMatch(stage -> stage.who().equals(List.of(starter)));
    return nobody
        ? "; nobody can decide it: only %s is asked, who has started it, and with four eyes may not"
            .formatted(starter)
        : "";
  }

  private static String text(String agent, Questioning.Matter matter) {
    String who = String.join(", ", matter.stages().getFirst().who());
    return switch (matter.kind()) {
      case HANDOFF -> who + " is asked to take over";
      case SPEAKER -> who + " is asked who speaks next";
      case HUMAN ->
          agent.isEmpty()
              ? who + " is asked how to go on"
              : "%s is asked to reply as %s".formatted(who, agent);
      case TOOL ->
          "%s is asked to approve %s, which %s wants to call".formatted(who, matter.tool(), agent);
      case TASK -> "%s is asked by %s, as its %s".formatted(who, agent, matter.tool());
      case CODE -> "%s is asked to approve code that %s is to run".formatted(who, agent);
      case IN_DOUBT ->
          "%s is asked whether %s has happened; its worker was lost while it ran"
              .formatted(who, matter.tool());
      case BUDGET -> who + " is asked to raise the budget";
      case PLAN -> who + " is asked to approve the plan";
    };
  }
}
