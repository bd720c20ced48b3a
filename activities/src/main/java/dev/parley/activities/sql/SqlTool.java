package dev.parley.activities.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.tools.ArgumentSchema;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A question to a database as a tool. */
final class SqlTool implements Tool {

  private final Query query;
  private final SqlSettings settings;
  private final Database database;
  private final Semaphore places;
  private final int rows;
  private final Duration within;
  private final String parameters;
  private final ArgumentSchema check;

  SqlTool(
      Query query,
      SqlSettings settings,
      Database database,
      Semaphore places,
      int rows,
      Duration within) {
    this.query = query;
    this.settings = settings;
    this.database = database;
    this.places = places;
    this.rows = rows;
    this.within = within;
    ObjectNode schema = query.schema(database.dialect());
    this.parameters = schema.toString();
    this.check = new ArgumentSchema(schema);
  }

  @Override
  public String name() {
    return query.wire();
  }

  @Override
  public String description() {
    return query.description(settings.name(), database.dialect(), rows);
  }

  @Override
  public String parameters() {
    return parameters;
  }

  @Override
  public ToolEffect effect() {
    return ToolEffect.READ;
  }

  @Override
  public Duration timeout() {
    return within;
  }

  @Override
  public String place() {
    return settings.place();
  }

  @Override
  public Optional<String> problem(String arguments) {
    return check.problem(arguments);
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    String text = query.argument(arguments);
    return Session.in(
        database, within, places, connection -> query.on(database, connection, text, rows));
  }
}
