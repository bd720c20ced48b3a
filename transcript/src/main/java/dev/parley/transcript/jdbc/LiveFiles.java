package dev.parley.transcript.jdbc;

import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.TranscriptException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder beside the SQLite file: a folder a conversation, a file a call that grows by appending.
 * Nothing is synced, and the database is not touched: a turn pays nothing for who watches it.
 */
final class LiveFiles implements LiveCarrier {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFiles.class);

  /** How often a reader looks: two looks cost less than a hundredth of the beat between them. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How much a reader takes at a time. */
  private static final int MOST_BYTES = 256 * 1024;

  private final PrivateFolder root;

  /** Makes nothing before the first word is written. */
  LiveFiles(Path root) {
    this.root = new PrivateFolder(root);
  }

  private Path folder(String conversation) {
    // Not the id itself: there are file systems that do not tell the case of letters apart.
    return root.path().resolve(LiveKey.of(conversation));
  }

  /** The name of a call's file says all but its words; agents' names are harmless in it. */
  private record Name(int seq, int attempt, String id, String agent) {

    static Optional<Name> of(Path file) {
      String[] parts = String.valueOf(file.getFileName()).split("\\.", 4);
      try {
        return parts.length < 4
            ? Optional.empty()
            : Optional.of(
                new Name(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2], parts[3]));
      } catch (NumberFormatException foreign) {
        return Optional.empty();
      }
    }

    String text() {
      return "%d.%d.%s.%s".formatted(seq, attempt, id, agent);
    }
  }

  // --- Write

  @Override
  public Set<String> write(List<Piece> pieces) {
    Set<String> failed = new HashSet<>();
    for (Piece piece : pieces) {
      try {
        write(piece);
      } catch (IOException e) {
        LOG.debug("words of a running call are not shown: {}", e.getClass().getSimpleName());
        failed.add(piece.id());
      }
    }
    return failed;
  }

  private void write(Piece piece) throws IOException {
    LiveCall call = piece.call();
    Path folder = folder(call.conversation());
    Name name = new Name(call.seq(), call.attempt(), piece.id(), call.agent());
    Path file = folder.resolve(name.text());
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(piece.text());
    try (SeekableByteChannel channel =
        piece.number() == 0
            ? root.create(file)
            : Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        var unused = channel.write(bytes);
      }
    }
  }

  @Override
  public void end(Collection<LiveCall> calls) {
    for (LiveCall call : calls) {
      Path folder = folder(call.conversation());
      try {
        for (Path file : files(folder)) {
          Optional<Name> name = Name.of(file);
          if (name.isPresent()
              && name.get().seq() == call.seq()
              && name.get().attempt() <= call.attempt()) {
            Files.deleteIfExists(file);
          }
        }
        removeIfEmpty(folder);
      } catch (IOException e) {
        LOG.debug("words of an ended call stay for a while: {}", e.getClass().getSimpleName());
      }
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException others) {
      LOG.trace("others still speak");
    }
  }

  // --- Read

  private static List<Path> files(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      List<Path> files = new ArrayList<>();
      all.forEach(files::add);
      return files;
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    }
  }

  @Override
  public List<Found> look(String conversation, Map<String, Long> positions) {
    List<Found> found = new ArrayList<>();
    try {
      for (Path file : files(folder(conversation))) {
        Optional<Name> name = Name.of(file);
        if (name.isPresent()) {
          read(file, name.get(), positions.getOrDefault(name.get().id(), 0L)).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new Unavailable(
          "%s cannot be read; check the folder and who owns it".formatted(root.path()), e);
    }
    return found;
  }

  /** What is new in a file; absent if the call has ended meanwhile. */
  private static Optional<Found> read(Path file, Name name, long position) throws IOException {
    try {
      long size = Files.size(file);
      ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(size - position, 0, MOST_BYTES));
      if (bytes.hasRemaining()) {
        try (SeekableByteChannel channel = Files.newByteChannel(file).position(position)) {
          while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
      }
      String more = decoded(bytes.flip());
      return Optional.of(
          new Found(
              name.id(),
              name.seq(),
              name.agent(),
              name.attempt(),
              position + bytes.position(),
              more));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    }
  }

  /** Whole characters; the bytes of one whose rest is not written yet stay for the next time. */
  private static String decoded(ByteBuffer bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    var unused = decoder.decode(bytes, text, false);
    return text.flip().toString();
  }

  @Override
  public Bell bell(String conversation) {
    return new Bell() {
      @Override
      public boolean rings(Duration patience) throws InterruptedException {
        Thread.sleep(patience.compareTo(LOOK) < 0 ? patience : LOOK);
        return true;
      }

      @Override
      public void close() {}
    };
  }

  // --- Clean up

  @Override
  public void forget(Collection<String> conversations) {
    for (String conversation : conversations) {
      Path folder = folder(conversation);
      try {
        for (Path file : files(folder)) {
          Files.deleteIfExists(file);
        }
        removeIfEmpty(folder);
      } catch (IOException e) {
        throw new Unavailable(
            "what was being said in %s is still in %s; remove that folder"
                .formatted(conversation, folder),
            e);
      }
    }
  }

  @Override
  public int sweep(Duration age) {
    Instant before = Instant.now().minus(age);
    int swept = 0;
    try {
      for (Path folder : files(root.path()).stream().filter(Files::isDirectory).toList()) {
        for (Path file : files(folder)) {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(before)
              && Files.deleteIfExists(file)) {
            swept++;
          }
        }
        removeIfEmpty(folder);
      }
    } catch (NoSuchFileException ended) {
      // Its worker was faster; the rest is for the next round.
      return swept;
    } catch (IOException e) {
      throw new Unavailable(
          "%s cannot be tidied; check the folder and who owns it".formatted(root.path()), e);
    }
    return swept;
  }
}
