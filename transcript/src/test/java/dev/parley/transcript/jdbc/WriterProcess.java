package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A program that writes entries to a conversation until it has written its number, and prints the
 * seq of each after it was committed. Tests start it to have another process, and to kill it.
 */
final class WriterProcess {

  private WriterProcess() {}

  public static void main(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var store = new Transcripts(args[0], empty(args[1]), empty(args[2]));
    try (Transcript transcript = store.open()) {
      out.println("open " + transcript.storeId());
      int wanted = Integer.parseInt(args[5]);
      for (int n = 0; n < wanted; n++) {
        out.println(write(transcript, args[3], args[4], n));
      }
    }
  }

  private static @Nullable String empty(String argument) {
    return argument.isEmpty() ? null : argument;
  }

  /** Writes one entry, at the first seq that no other process was faster at. */
  private static int write(Transcript transcript, String conversation, String owner, int n) {
    var intent = new Intent("turn/%d/%s/1".formatted(n, owner));
    Draft draft =
        Draft.of(owner, Kind.TEXT, Words.of("words ".repeat(500)))
            .withCall(new Usage(3, 2, 1, 0), new Money(7), "stop");
    var start = new Start(owner, new Spend("m", new Money(9), Ceilings.NONE));
    while (true) {
      int seq = transcript.entries().head(conversation).seq() + 1;
      var place = new Place(conversation, Place.MAIN, seq, intent, Fixture.RUN);
      if (transcript.entries().begin(place, start) instanceof Begun.Go go) {
        Appended result =
            transcript.entries().append(place, draft, new Settling(go.attempt(), null, null));
        if (result instanceof Appended.Written) {
          return seq;
        }
      }
    }
  }

  /** Starts one, on the class path of the tests. */
  static Process start(Stores store, String conversation, String owner, int entries)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            store.url(),
            store.user(),
            store.password(),
            conversation,
            owner,
            Integer.toString(entries))
        .redirectError(new File("target", "writer-%s.log".formatted(owner)))
        .start();
  }

  /** How to reach a store; empty: not needed. */
  record Stores(String url, String user, String password) {
    Dialect dialect() {
      return JdbcTranscript.dialect(url, empty(user), empty(password));
    }
  }
}
