package dev.parley.cli.local;

/** The main class of the {@code dev} that a command starts beside itself. */
public final class Background {
  private Background() {}

  /** Runs until nobody needs it; why it failed is in {@code dev.json}. */
  public static void main(String[] arguments) {
    int code = 0;
    try {
      Dev.of(Home.of(System.getenv()), System.getenv(), true).run(info -> {});
    } catch (PartException e) {
      System.err.println(e.getMessage());
      code = 4;
    }
    System.exit(code);
  }
}
