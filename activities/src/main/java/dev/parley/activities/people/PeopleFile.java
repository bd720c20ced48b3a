package dev.parley.activities.people;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code people.yaml}, read again when it has changed. A file that is not there means that nobody
 * is known; one that has become wrong leaves the people as they were, and says so once.
 */
public final class PeopleFile implements Supplier<People> {

  /** Bytes that the file may have. */
  public static final int LARGEST = 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(PeopleFile.class);
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final Clock clock;
  private final Map<String, String> environment;
  private long looked;
  private Stamp stamp;
  private People people;

  private record Stamp(FileTime changed, long size) {
    static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);
  }

  private PeopleFile(Path file, Map<String, String> environment, Clock clock) {
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.looked = System.nanoTime();
    this.stamp = stamp();
    this.people = read();
  }

  /**
   * The people of a file, whether it is there yet or not.
   *
   * @param environment where {@code ${env:NAME}} is looked up
   * @throws PeopleException with file, line and key, if the file is there and wrong
   */
  public static PeopleFile of(Path file, Map<String, String> environment, Clock clock) {
    return new PeopleFile(file, environment, clock);
  }

  /** The people as the file says now. */
  @Override
  public synchronized People get() {
    long now = System.nanoTime();
    if (now - looked >= LOOK) {
      looked = now;
      refresh();
    }
    return people;
  }

  private void refresh() {
    Stamp found = stamp();
    if (found.equals(stamp)) {
      return;
    }
    stamp = found;
    try {
      people = read();
      log.info("{}: {} people, {} groups", file, people.people().size(), people.groups().size());
    } catch (PeopleException e) {
      log.error("{}; the people of before stay", e.getMessage());
    }
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime(), found.size());
    } catch (IOException e) {
      return Stamp.MISSING;
    }
  }

  private People read() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new PeopleException("%s: is larger than %d bytes".formatted(file, LARGEST));
      }
      String name = String.valueOf(file.getFileName());
      return new PeopleReader(environment, clock)
          .read(name, new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new People(Map.of(), Map.of(), Map.of(), clock);
    } catch (IOException e) {
      throw new PeopleException(
          "%s: cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
  }
}
