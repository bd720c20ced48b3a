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

  /** The columns of the terminal that this process belongs to. */
  static int width(Map<String, String> environment) {
    String named = environment.getOrDefault("COLUMNS", "");
    String columns = named.isBlank() ? askTerminal() : named;
    try {
      int width = Integer.parseInt(columns.strip());
      return width >= LEAST_WIDTH ? width : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  private static String askTerminal() {
    try {
      Process stty =
          new ProcessBuilder(List.of("sh", "-c", "stty size </dev/tty 2>/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return size.substring(size.indexOf(' ') + 1);
    } catch (IOException e) {
      return ""; // then the usual width
    }
  }
}
