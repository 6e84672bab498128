@NullMarked
package playhouse.serving.advertising.forecasts;

import org.jspecify.annotations.NullMarked;
