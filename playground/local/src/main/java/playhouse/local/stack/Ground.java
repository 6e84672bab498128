package playhouse.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.local.process.LocalFailure;

/**
 * What has to be there before anything runs on the stores: the topics and the catalog's database.
 */
public record Ground(Settings settings) {
  private static final int LIMIT_SECONDS = 30;
  private static final String DATABASE = "lake";

  /** Makes what is missing. */
  public void lay() {
    makeTopics();
    makeDatabase();
  }

  private void makeTopics() {
    List<NewTopic> topics =
        Topics.all().stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(topic.config()))
            .toList();
    try (Admin admin = BrokerHealth.admin(settings.get(Setting.KAFKA))) {
      for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
        await(made);
      }
    }
  }

  private static void await(KafkaFuture<Void> made) {
    try {
      made.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new LocalFailure("cannot create a topic: " + e.getCause(), e);
      }
    } catch (TimeoutException e) {
      throw new LocalFailure("cannot create the topics: the broker does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }

  /** Makes the catalog's database unless it is there. */
  void makeDatabase() {
    String url = DatabaseHealth.url(settings.number(Setting.POSTGRES_PORT));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet rows =
          statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
        there = rows.next();
      }
      if (!there) {
        statement.execute("create database " + DATABASE);
      }
    } catch (SQLException e) {
      throw new LocalFailure("cannot create the database " + DATABASE + ": " + e.getMessage(), e);
    }
  }
}
