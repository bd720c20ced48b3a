package dev.parley.transcript.jdbc;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program that opens the store each line of its input names, and prints the store's id: tests
 * start some of them to have a new store opened by many processes at the same moment.
 */
final class OpenerProcess {

  private OpenerProcess() {}

  public static void main(String[] args) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println("ready");
    for (String url = in.readLine(); url != null; url = in.readLine()) {
      try (Transcript transcript = new Transcripts(url, null, null).open()) {
        out.println(transcript.storeId());
      }
    }
  }

  static Process start(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            OpenerProcess.class.getName())
        .redirectError(new File("target", "opener-%d.log".formatted(number)))
        .start();
  }
}
