package dev.parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the streams of this process are. Java says so only for all of them together. */
final class Terminals {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;
  private static final int USUAL_HEIGHT = 24;
  private static final int LEAST_HEIGHT = 4;

  private Terminals() {}

  /** Whether a descriptor (0, 1, 2) is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      String target =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return askShell(descriptor);
    }
  }

  /** Systems without {@code /proc}. */
  private static boolean askShell(int descriptor) {
    try {
      Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor).inheritIO().start();
      return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false; // no shell: then it is no terminal that anybody sits at
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Columns and lines of a terminal. */
  record Size(int columns, int lines) {}

  /** The size of the terminal that this process belongs to; the environment's word counts. */
  static Size size(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "").strip();
    String lines = environment.getOrDefault("LINES", "").strip();
    String[] asked = columns.isEmpty() ? askTerminal().split(" ", 2) : new String[0];
    return new Size(
        number(asked.length == 2 ? asked[1] : columns, LEAST_WIDTH, USUAL_WIDTH),
        number(asked.length == 2 ? asked[0] : lines, LEAST_HEIGHT, USUAL_HEIGHT));
  }

  private static int number(String text, int least, int usual) {
    try {
      int number = Integer.parseInt(text.strip());
      return number >= least ? number : usual;
    } catch (NumberFormatException e) {
      return usual;
    }
  }

  /** Lines and columns; empty where nobody knows. */
  private static String askTerminal() {
    try {
      Process stty =
          new ProcessBuilder(List.of("sh", "-c", "stty size </dev/tty 2>/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return ""; // then the usual size
    }
  }
}
