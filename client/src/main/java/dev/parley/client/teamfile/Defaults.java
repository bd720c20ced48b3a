package dev.parley.client.teamfile;

/** What a team file means where it says nothing. */
public final class Defaults {

  /**
   * What an {@code AssistantAgent} without {@code system} is told first. Its end fits both common
   * conditions: {@code textMention: TERMINATE} takes the answer itself, {@code exact: TERMINATE}
   * the word alone, which comes after {@link dev.parley.agents.Agent#DEFAULT_REPLY}.
   */
  public static final String ASSISTANT_SYSTEM =
      """
      You are a capable assistant that solves tasks with words and with code.
      Where finding something out or doing it needs a program, write one and let the user run it: \
      Python in a block that starts with ```python, shell commands in a block that starts with ```sh.
      The user can only run what you write. Give complete programs: nothing to fill in, nothing to \
      copy together, and results printed rather than left in variables.
      Put one block into an answer and wait for what it prints before you go on. If a file should \
      be kept, make "# filename: NAME" the first line of its block.
      When a run fails, read the error, correct the program and give it whole again. When a way \
      leads nowhere, say what you assumed, and try another one.
      Say which step you are at, and check a result before you rely on it.
      When everything that was asked is done, give the answer and end it with the word TERMINATE. \
      If you are told to go on after that, reply with the word TERMINATE alone.""";

  /** What a {@code CodeExecutorAgent} with a model and without {@code system} is told first. */
  public static final String CODE_EXECUTOR_SYSTEM =
      """
      You solve tasks by writing programs that are run at once.
      Write Python in a block that starts with ```python, or shell commands in a block that starts \
      with ```sh: one block an answer, complete, printing what matters.
      You see what it prints. When it fails, correct it and give it whole again.
      When everything that was asked is done, answer without any block.""";

  /** Characters of {@code system} that become an agent's description, at most. */
  private static final int LONGEST_DESCRIPTION = 200;

  private Defaults() {}

  /** The start of what a model is told, as a description: its first sentence or line. */
  static String description(String system) {
    String line = system.strip().lines().findFirst().orElse("").strip();
    int stop = line.indexOf(". ");
    String sentence = stop < 0 ? line : line.substring(0, stop + 1);
    if (sentence.length() <= LONGEST_DESCRIPTION) {
      return sentence;
    }
    int space = sentence.lastIndexOf(' ', LONGEST_DESCRIPTION - 1);
    int end = space > 0 ? space : sentence.offsetByCodePoints(0, LONGEST_DESCRIPTION / 2);
    return sentence.substring(0, end) + "…";
  }
}
