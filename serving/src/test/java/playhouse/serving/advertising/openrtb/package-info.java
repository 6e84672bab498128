@NullMarked
package playhouse.serving.advertising.openrtb;

import org.jspecify.annotations.NullMarked;
