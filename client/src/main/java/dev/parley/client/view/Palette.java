package dev.parley.client.view;

/** The colours of a terminal, or none. */
public enum Palette {
  /** No colour: for files, pipes and {@code NO_COLOR}. */
  PLAIN,
  /** The sixteen colours that every terminal has. */
  ANSI;

  /** Cyan, green, yellow, blue, magenta and their bright forms: red is kept for what went wrong. */
  private static final int[] AUTHORS = {36, 32, 33, 34, 35, 96, 92, 93, 94, 95};

  private static final int BOLD = 1;
  private static final int DIM = 2;
  private static final int RED = 31;
  private static final int GREEN = 32;

  /** The name of the author with this place among the authors. */
  String author(int place, String name) {
    return paint(AUTHORS[Math.floorMod(place, AUTHORS.length)], name);
  }

  /** What matters less. */
  String dim(String text) {
    return paint(DIM, text);
  }

  /** What matters more. */
  String bold(String text) {
    return paint(BOLD, text);
  }

  /** What went wrong. */
  String bad(String text) {
    return paint(RED, text);
  }

  /** What went well. */
  String good(String text) {
    return paint(GREEN, text);
  }

  private String paint(int code, String text) {
    return switch (this) {
      case PLAIN -> text;
      case ANSI -> "\u001B[" + code + "m" + text + "\u001B[0m";
    };
  }
}
