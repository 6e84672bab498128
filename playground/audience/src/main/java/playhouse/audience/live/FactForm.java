package playhouse.audience.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.render.Bodies;
import playhouse.contracts.FactType;

/** The journal's form of a fact in the contracts' words: the name of its type and its Avro JSON. */
final class FactForm {

  private FactForm() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("facts");
    module.addSerializer(SpecificRecordBase.class, new Writing());
    module.addDeserializer(SpecificRecordBase.class, new Reading());
    return module;
  }

  private static final class Writing extends StdSerializer<SpecificRecordBase> {

    private static final long serialVersionUID = 1;

    Writing() {
      super(SpecificRecordBase.class);
    }

    @Override
    public void serialize(SpecificRecordBase fact, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Encoder encoder = EncoderFactory.get().jsonEncoder(fact.getSchema(), bytes);
      SpecificData model = SpecificData.getForClass(fact.getClass());
      new SpecificDatumWriter<SpecificRecordBase>(fact.getSchema(), model).write(fact, encoder);
      encoder.flush();
      json.writeStartObject();
      json.writeStringField("type", Bodies.type(fact).name());
      json.writeFieldName("body");
      json.writeRawValue(bytes.toString(StandardCharsets.UTF_8));
      json.writeEndObject();
    }
  }

  private static final class Reading extends StdDeserializer<SpecificRecordBase> {

    private static final long serialVersionUID = 1;

    Reading() {
      super(SpecificRecordBase.class);
    }

    @Override
    public SpecificRecordBase deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = parser.readValueAsTree();
      String name = node.get("type").asText();
      FactType type = FactType.of(name).orElseThrow(() -> new IOException("no fact is " + name));
      Schema schema = type.schema();
      Decoder decoder = DecoderFactory.get().jsonDecoder(schema, node.get("body").toString());
      SpecificData model = SpecificData.getForSchema(schema);
      return new SpecificDatumReader<SpecificRecordBase>(schema, schema, model).read(null, decoder);
    }
  }
}
