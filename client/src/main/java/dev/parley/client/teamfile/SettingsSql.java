package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.keys;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;

/** The databases that the workers know: {@code parley.sql} in their settings file. */
public final class SettingsSql {

  private SettingsSql() {}

  /**
   * A database as it is written; all three may hold {@code ${env:NAME}}.
   *
   * @param url {@code jdbc:postgresql:…} or {@code jdbc:sqlite:PATH}
   * @param place file, line and key, for mistakes that are found later
   */
  public record Entry(String url, Optional<String> user, Optional<String> password, String place) {

    /** Neither the address nor the password: both may hold secrets. */
    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * The databases of a file; none, if it has none.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Entry> read(Path file) {
    Shape value = new Shape.Text(Shape.Text.Rule.HEADER, 8_000);
    return SettingsSection.entries(
        file,
        "sql",
        keys(
            "url",
            required("url", value, "jdbc:postgresql://HOST/NAME or jdbc:sqlite:PATH."),
            optional("user", value, "The role that asks: one that may only read."),
            optional("password", value, "Its password.")),
        SettingsSql::entry);
  }

  private static Entry entry(Section section, Report report) {
    return new Entry(
        section.text("url").orElse(""),
        section.text("user"),
        section.text("password"),
        SettingsSection.shown(section.place()));
  }
}
