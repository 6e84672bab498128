package playhouse.serving.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.joda.money.Money;

/**
 * Money as {@code {"amount": "9.99", "currency": "USD"}}: the amount is a text, with the digits
 * that its currency has, for a JSON number is a double to many who read it.
 */
final class MoneyJson extends StdSerializer<Money> {
  private static final long serialVersionUID = 1;

  MoneyJson() {
    super(Money.class);
  }

  @Override
  public void serialize(Money money, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("amount", money.getAmount().toPlainString());
    json.writeStringField("currency", money.getCurrencyUnit().getCode());
    json.writeEndObject();
  }
}
