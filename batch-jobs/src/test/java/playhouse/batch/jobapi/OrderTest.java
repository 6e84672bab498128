package playhouse.batch.jobapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {
  private static final String RETRAIN =
      "{\"file\":\"playhouse:retrain\",\"args\":[\"recommender\"],\"conf\":{\"playhouse.token\":\"t\"}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"file\":\"playhouse:run\",\"args\":[\"dance\"]}|there is no job dance; there are",
        "{\"file\":\"playhouse:run\",\"args\":[\"--list\"]}|there is no job --list",
        "{\"file\":\"playhouse:run\",\"args\":[]}|which job?",
        "{\"file\":\"playhouse:run\",\"args\":[\"sql\",\"select 1\"]}|there is no job sql",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\",\"--date\",\"today\"]}|--date is a day",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\",\"--speed\"]}|unknown option --speed",
        "{\"file\":\"playhouse:run\",\"args\":\"plays\"}|args is a list",
        "{\"file\":\"playhouse:run\",\"args\":[[\"plays\"]]}|args is a list",
        "{\"file\":\"playhouse:retrain\",\"args\":[]}|the name of a model",
        "{\"file\":\"playhouse:retrain\",\"args\":[\"../x\"]}|the name of a model",
        "{\"file\":\"/jobs/evil.jar\",\"args\":[\"plays\"]}|file is playhouse:run or",
        "{\"args\":[\"plays\"]}|file is playhouse:run or",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"jars\":[\"x.jar\"]}|bring their own",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"className\":\"a.B\"}|className is",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"colour\":1}|there is no field colour",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"conf\":{\"spark.x\":\"1\"}}|spark.x",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"conf\":{\"playhouse.token\":\" \"}}|a"
            + " token",
        "{\"file\":\"playhouse:run\",\"args\":[\"plays\"],\"name\":\"a\\u0000b\"}|zero",
        "[1]|a JSON object"
      })
  void what_cannot_be_run_is_refused_and_the_refusal_says_what_can(String body, String why) {
    assertThatThrownBy(() -> Order.read(JobHouse.json(body), Optional.empty()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.detail()).contains(why);
            });
  }

  @Test
  void a_header_and_conf_that_disagree_on_the_token_are_refused() {
    assertThat(Order.read(JobHouse.json(RETRAIN), Optional.of("t")).token()).contains("t");
    assertThatThrownBy(() -> Order.read(JobHouse.json(RETRAIN), Optional.of("other")))
        .hasMessageContaining("not the same");
  }

  @Test
  void a_program_is_what_the_launcher_calls_a_verb() {
    Order order = Order.read(JobHouse.json(RETRAIN), Optional.empty());
    assertThat(Program.words(order.file(), order.args())).containsExactly("retrain", "recommender");
    assertThat(order.request().has("conf"))
        .as("the token is no part of what is compared")
        .isFalse();
  }
}
