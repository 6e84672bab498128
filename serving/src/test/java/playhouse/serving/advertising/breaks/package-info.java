@NullMarked
package playhouse.serving.advertising.breaks;

import org.jspecify.annotations.NullMarked;
