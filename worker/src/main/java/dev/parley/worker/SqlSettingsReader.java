package dev.parley.worker;

import dev.parley.activities.sql.SqlSettings;
import dev.parley.client.teamfile.SettingsSql.Entry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database of what the settings file says.
 *
 * @param file the settings file: files of SQLite are looked for beside it
 */
record SqlSettingsReader(Path file, SettingsVariables variables) {

  private static final String SQLITE = "jdbc:sqlite:";

  SqlSettings read(String name, Entry entry) {
    return new SqlSettings(
        name,
        entry.place(),
        url(entry),
        text(entry, "user", entry.user()),
        text(entry, "password", entry.password()));
  }

  private String url(Entry entry) {
    String url = variables.filled(entry.place() + ".url", entry.url());
    if (url.startsWith("jdbc:postgresql:")) {
      return url;
    }
    if (!url.startsWith(SQLITE)) {
      throw wrong(entry, "must begin with jdbc:postgresql: or jdbc:sqlite:");
    }
    String path = url.substring(SQLITE.length());
    // The driver reads more than paths here: what is in memory, how the file is opened.
    if (path.isBlank() || path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
      throw wrong(entry, "must be jdbc:sqlite: and the path of a file, nothing else");
    }
    try {
      return SQLITE + file.resolveSibling(path).normalize();
    } catch (InvalidPathException e) {
      throw wrong(entry, "must be jdbc:sqlite: and the path of a file, nothing else");
    }
  }

  private @Nullable String text(Entry entry, String key, Optional<String> written) {
    return written
        .map(text -> variables.filled("%s.%s".formatted(entry.place(), key), text))
        .orElse(null);
  }

  private static WorkerException.Invalid wrong(Entry entry, String rule) {
    return new WorkerException.Invalid("%s.url: %s".formatted(entry.place(), rule));
  }
}
