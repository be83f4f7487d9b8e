package ikeext

// Check reports what Dial would refuse of host and cfg before it reaches anybody,
// as a *ConfigError. It reads no credential but what cfg holds; whether a domain has
// a KDC may be asked of DNS. A nil cfg is the zero Config.
func Check(host string, cfg *Config) error {
	if cfg == nil {
		cfg = &Config{}
	}
	_, err := check(host, cfg)
	return err
}
