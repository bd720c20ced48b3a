package dev.parley.chaos;

/** Replies of a model that writes code, with planted words in all that code can leave behind. */
final class Snippets {

  private Snippets() {}

  /** Writes to stdout, to stderr and into a file, and is kept under a name. */
  static String writes(PlantedWords words) {
    return python(
        """
        # filename: %s.py
        import sys
        print("%s")
        print("%s", file=sys.stderr)
        open("%s.txt", "w").write("%s")"""
            .formatted(
                words.plant("the name of a block of code"),
                words.plant("what code wrote to stdout"),
                words.plant("what code wrote to stderr"),
                words.plant("the name of a file that code wrote"),
                words.plant("the content of a file that code wrote")));
  }

  /** Fails with an exception. */
  static String raises(PlantedWords words) {
    return python(
        "%s = 1\nraise ValueError('%s')"
            .formatted(words.plant("a name in code"), words.plant("what an exception said")));
  }

  /** Leaves folders so deep that no whole path to them can be opened. */
  static String digs(PlantedWords words) {
    return python(
        """
        import os
        for i in range(40):
            os.mkdir("%1$s" + "x" * 150)
            os.chdir("%1$s" + "x" * 150)"""
            .formatted(words.plant("the name of a deep folder")));
  }

  /** In a language that nobody runs. */
  static String unknown(PlantedWords words) {
    return "```%s\n%s\n```"
        .formatted(words.plant("an unknown language"), words.plant("code in that language"));
  }

  private static String python(String code) {
    return "This does it:\n```python\n" + code + "\n```";
  }
}
